using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>Migrations as they went on a shadow: a line for each, and why where it did not go well.</summary>
public static class ConsoleRehearsal
{
    private const int StatementsShown = 40;

    public static EquatableList<ConsoleLine> Render(MigrationRehearsal rehearsal, int width = 80)
    {
        var writer = new ConsoleWriter(width);
        Write(writer, rehearsal);

        var told = rehearsal.Statements.Where(static statement => Seen(statement).Length > 0).ToList();

        foreach (var statement in told.Take(StatementsShown))
        {
            var at = rehearsal.Migration.Text.PositionOf(Math.Min(statement.Span.Start, rehearsal.Migration.Text.Length));
            writer.Paragraph(6, [new("    "), .. ConsoleWriter.Words($"line {at.Line}: {Seen(statement)}", ConsoleStyle.Muted)]);
        }

        if (told.Count > StatementsShown)
        {
            writer.Paragraph(6, [new($"    and {told.Count - StatementsShown} more statements", ConsoleStyle.Muted)]);
        }

        return writer.Lines;
    }

    /// <summary>The verdicts alone.</summary>
    internal static void Write(ConsoleWriter writer, MigrationRehearsal rehearsal)
    {
        Write(writer, rehearsal.Rollback.Verdict.ToTone(), $"{Prose.Name(rehearsal.Migration.Path)}: rollback {RehearsalText.Say(rehearsal.Rollback)}");

        if (rehearsal.Down is { } down)
        {
            Write(writer, down.Verdict.ToTone(), $"{Prose.Name(rehearsal.Migration.Path)}: own down script {RehearsalText.Say(down)}");
        }

        if (RehearsalText.Lost(rehearsal.Lost) is { } lost)
        {
            Write(writer, Tone.Wait, $"{Prose.Name(rehearsal.Migration.Path)}: {lost}");
        }

        if (RehearsalText.FoldProblem(rehearsal) is { } problem)
        {
            Write(writer, Tone.Bad, problem);
        }
    }

    private static void Write(ConsoleWriter writer, Tone tone, string prose) =>
        writer.Paragraph(4, [new("  "), ConsoleWriter.Mark(tone), .. ConsoleWriter.Words(prose)]);

    private static string Seen(ObservedStatement statement)
    {
        string[] parts =
        [
            RehearsalText.Locks(statement),
            Work("wrote anew", statement.Rewritten),
            Work("read all of", statement.Scanned),
            statement.Dropped.Count == 0 ? "" : $"dropped {RehearsalText.Names(statement.Dropped.Select(static id => Prose.Name(id)))}",
            RehearsalText.Temporary(statement) is { Length: > 0 } bytes ? $"needed {bytes} of temporary files" : "",
            RehearsalText.Remarks(statement),
            statement.AtSize is { } estimate ? RehearsalText.AtSize(estimate) : "",
            RehearsalText.Failure(statement),
        ];

        return string.Join("; ", parts.Where(static part => part.Length > 0));
    }

    private static string Work(string verb, EquatableList<Changes.ObjectName> relations) =>
        relations.Count == 0 ? "" : $"{verb} {RehearsalText.Names(relations.Select(static name => Prose.Name(name)))}";
}
