using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>What the role of a connection may, and the roles that are proposed instead.</summary>
public static class ConsoleRoles
{
    public static EquatableList<ConsoleLine> Render(RoleReport report, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words($"{Prose.Name(report.Target)} on {Prose.Name(report.Environment)} ({report.Server}, {Prose.Name(report.Database)})", ConsoleStyle.Muted)]);
        writer.Blank();

        foreach (var finding in report.Findings)
        {
            writer.Paragraph(2, [ConsoleWriter.Mark(finding.IsAllowed ? Tone.Wait : Tone.Bad), .. ConsoleWriter.Words($"{finding.Sentence}{(finding.IsAllowed ? " The configuration allows it." : "")}")]);
        }

        var sentence = report.Findings.Count == 0
            ? $"The role {Prose.Name(report.Role)} may what governed runs need, and no more than that is known of it."
            : $"{Wording.Sentence(Wording.Count(report.Findings.Count, "finding", "findings"))} on the role {Prose.Name(report.Role)}. With --sql come the roles that are proposed, for a superuser to read and run.";
        writer.Paragraph(2, [ConsoleWriter.Mark(report.IsLeast ? Tone.Good : Tone.Bad), .. ConsoleWriter.Words(sentence)]);
        return writer.Lines;
    }
}
