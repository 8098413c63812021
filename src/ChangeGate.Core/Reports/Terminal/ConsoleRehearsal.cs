using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>Migrations as they went on a shadow: a line for each, and why where it did not go well.</summary>
public static class ConsoleRehearsal
{
    public static EquatableList<ConsoleLine> Render(MigrationRehearsal rehearsal, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        Write(writer, "rollback", rehearsal.Rollback, rehearsal);

        if (rehearsal.Down is { } down)
        {
            Write(writer, "own down script", down, rehearsal);
        }

        foreach (var statement in rehearsal.Statements.Where(static statement => statement.Locks.Count > 0 || statement.Rewritten.Count > 0))
        {
            var at = rehearsal.Migration.Text.PositionOf(statement.Span.Start);
            var locks = string.Join(", ", statement.Locks.Select(static held => $"{held.Mode} on {Prose.Name(held.Relation)}"));
            var rewritten = statement.Rewritten.Count == 0 ? "" : $"; wrote {string.Join(", ", statement.Rewritten.Select(static name => Prose.Name(name)))} anew";
            writer.Paragraph(4, [new("    "), .. ConsoleWriter.Words($"line {at.Line}: {locks}{rewritten}", ConsoleStyle.Muted)]);
        }

        return writer.Lines;
    }

    private static void Write(ConsoleWriter writer, string what, RollbackProof proof, MigrationRehearsal rehearsal)
    {
        var because = proof.Because is null ? "" : $" {proof.Because}";
        writer.Paragraph(4, [new("  "), ConsoleWriter.Mark(ToneOf(proof.Verdict)), .. ConsoleWriter.Words($"{Prose.Name(rehearsal.Migration.Path)}: {what} {Say(proof.Verdict)}{because}")]);
    }

    private static Tone ToneOf(ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.ProvedWithData => Tone.Good,
        ProofVerdict.ProvedSchema => Tone.Wait,
        ProofVerdict.Impossible => Tone.Unknown,
        _ => Tone.Bad,
    };

    private static string Say(ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.ProvedWithData => "proved (schema and rows).",
        ProofVerdict.ProvedSchema => "proved (schema only).",
        ProofVerdict.Impossible => "impossible.",
        _ => "fails.",
    };
}
