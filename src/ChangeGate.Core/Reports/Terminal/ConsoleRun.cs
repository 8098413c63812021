using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>What a run did.</summary>
public static class ConsoleRun
{
    private const int PathLength = 46;

    private const int ShownArchives = 4;

    public static EquatableList<ConsoleLine> Render(RunReport run, ReportOptions options, int width = 80)
    {
        var writer = new ConsoleWriter(width);

        foreach (var migration in run.Statements.GroupBy(statement => statement.Path))
        {
            WriteMigration(writer, [.. migration]);
        }

        foreach (var archive in run.Archives.Take(ShownArchives))
        {
            writer.Paragraph(4, [new("  "), .. ConsoleWriter.Words($"Rows of {Prose.Name(archive.Source)} are kept in {Prose.Name(archive.Archive)}.", ConsoleStyle.Muted)]);
        }

        if (run.Archives.Count > ShownArchives)
        {
            writer.Paragraph(4, [new("  "), .. ConsoleWriter.Words($"And {run.Archives.Count - ShownArchives} more archives: --format json lists them.", ConsoleStyle.Muted)]);
        }

        writer.Blank().Paragraph(2, [ConsoleWriter.Mark(run.Outcome.ToTone()), .. ConsoleWriter.Words(RunText.Sentence(run))]);

        foreach (var (tone, sentence) in new[] { IdentityText.Of(run), RunText.Rehearsed(run), RunText.Unfinished(run) }.OfType<(Tone, string)>())
        {
            writer.Paragraph(2, [ConsoleWriter.Mark(tone), .. ConsoleWriter.Words(sentence)]);
        }

        ConsoleGuard.Write(writer, run.Guard?.Events ?? []);
        WriteNext(writer, run, options);
        return writer.Lines;
    }

    private static void WriteMigration(ConsoleWriter writer, IReadOnlyList<StatementRun> statements)
    {
        var outcome = statements.Min(statement => statement.Outcome);
        var took = statements.Aggregate(TimeSpan.Zero, (sum, statement) => sum + statement.Took);
        var own = statements.Count(statement => statement.Number > 0);
        var path = Escape.Terminal(Escape.Clip(statements[0].Path, PathLength));
        writer.Paragraph(4, new("  "), ConsoleWriter.Mark(outcome.ToTone()), new(path.PadRight(PathLength), ConsoleStyle.Name), new($"  {Wording.Count(own, "statement", "statements"),-14}", ConsoleStyle.Muted), new($"{Wording.Duration(took),10}"));

        foreach (var failed in statements.Where(statement => statement.Error is not null))
        {
            writer.Paragraph(6, [new("      "), new($"statement {failed.Number}: ", ConsoleStyle.Bad), .. ConsoleWriter.Words(failed.Error ?? "")]);
        }
    }

    private static void WriteNext(ConsoleWriter writer, RunReport run, ReportOptions options)
    {
        if (options.Evidence is { } evidence)
        {
            writer.Paragraph(2, new("  Evidence ", ConsoleStyle.Muted), new(evidence.Digest.Short, ConsoleStyle.Name), new(evidence.Entry is { } entry ? $", entry {entry.Index} of the ledger" : "", ConsoleStyle.Muted));
        }

        var next = options.NextCommand ?? (options.Evidence is { } bundle ? $"changegate verify {bundle.Name}" : $"changegate status --target {run.Target} --environment {run.Environment}");
        writer.Command(2, next);
    }
}
