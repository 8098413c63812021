using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>The guard inside a database, and what it recorded.</summary>
public static class ConsoleGuard
{
    private const int Shown = 10;

    public static EquatableList<ConsoleLine> Render(GuardReport report, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        writer.Paragraph(0, [new("ChangeGate ", ConsoleStyle.Strong), .. ConsoleWriter.Words($"{Prose.Name(report.Target)} on {Prose.Name(report.Environment)} ({report.Server}, {Prose.Name(report.Database)})", ConsoleStyle.Muted)]);
        writer.Blank();

        if (report.Events is { } events)
        {
            foreach (var one in events)
            {
                WriteEvent(writer, one);
            }

            writer.Blank().Paragraph(2, ConsoleWriter.Words(events.Count == 0 ? "Nothing was recorded." : $"{Wording.Sentence(Wording.Count(events.Count, "change", "changes"))} of the schema."));
            return writer.Lines;
        }

        if (report.Done is { } done)
        {
            writer.Paragraph(2, [ConsoleWriter.Mark(Tone.Good), .. ConsoleWriter.Words(done)]);
        }

        writer.Paragraph(2, [ConsoleWriter.Mark(!report.Guard.IsIntact ? Tone.Bad : report.Guard.IsInstalled ? Tone.Good : Tone.Unknown), .. ConsoleWriter.Words(GuardText.Sentence(report.Guard))]);
        Write(writer, report.Guard);
        return writer.Lines;
    }

    /// <summary>What a person must know of it: what is not as it was installed, and what came past the gate since the last run that told of it. Nothing where there is neither.</summary>
    internal static void Write(ConsoleWriter writer, GuardStatus guard)
    {
        foreach (var finding in guard.Findings)
        {
            writer.Paragraph(2, [ConsoleWriter.Mark(Tone.Bad), .. ConsoleWriter.Words(finding)]);
        }

        Write(writer, guard.Unreported);
    }

    /// <summary>The latest of them, under a sentence that says how many there are.</summary>
    internal static void Write(ConsoleWriter writer, EquatableList<GuardEvent> ungoverned)
    {
        if (ungoverned.Count == 0)
        {
            return;
        }

        writer.Paragraph(2, [ConsoleWriter.Mark(Tone.Wait), .. ConsoleWriter.Words(GuardText.Ungoverned(ungoverned))]);

        foreach (var one in ungoverned.Skip(ungoverned.Count - Shown))
        {
            WriteEvent(writer, one);
        }

        if (ungoverned.Count > Shown)
        {
            writer.Paragraph(4, new("    "), new($"and {ungoverned.Count - Shown} before: changegate guard log lists them.", ConsoleStyle.Muted));
        }
    }

    private static void WriteEvent(ConsoleWriter writer, GuardEvent one) => writer.Paragraph(
        6,
        [new("    "), ConsoleWriter.Mark(one.IsUngoverned ? Tone.Wait : Tone.Good), new($"{Wording.Time(one.At)}  ", ConsoleStyle.Muted), .. ConsoleWriter.Words(GuardText.Event(one))]);
}
