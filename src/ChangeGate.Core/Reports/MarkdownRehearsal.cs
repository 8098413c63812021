using System.Text;
using ChangeGate.Rehearsals;

namespace ChangeGate.Reports;

/// <summary>What a rehearsal saw, for a comment.</summary>
internal static class MarkdownRehearsal
{
    public const int StatementsShown = 30;

    private const int MigrationsShown = 40;

    /// <summary>Folded, one migration after another.</summary>
    public static MarkdownPart Part(RehearsalReport report)
    {
        var body = new StringBuilder($"Run up, down and up again on {MarkdownWriter.Words(report.Server)}, with rows that are made up.\n\n");
        var left = StatementsShown;

        foreach (var rehearsal in report.Migrations.OrderBy(static migration => migration.Rollback.Verdict).Take(MigrationsShown))
        {
            body.Append(Of(rehearsal, left));
            left = Math.Max(0, left - rehearsal.Statements.Count);
        }

        if (report.Migrations.Count > MigrationsShown)
        {
            body.Append($"And {report.Migrations.Count - MigrationsShown} more migrations, none of them worse.\n\n");
        }

        if (report.Migrations.Any(static migration => migration.Statements.Any(static statement => statement.AtSize is not null)))
        {
            body.Append(RehearsalText.Assumptions).Append("\n\n");
        }

        return new MarkdownPart("what the rehearsal saw", MarkdownWriter.Fold("What the rehearsal saw", body.ToString()));
    }

    /// <summary>One migration: what became of it, and its statements.</summary>
    /// <param name="rehearsal">What was seen.</param>
    /// <param name="statements">As many of them are shown.</param>
    public static string Of(MigrationRehearsal rehearsal, int statements)
    {
        var text = new StringBuilder($"{rehearsal.Rollback.Verdict.ToTone().Mark()} {MarkdownWriter.Name(rehearsal.Migration.Path)}\n\n");
        text.Append($"- rollback: {MarkdownWriter.Words(RehearsalText.Say(rehearsal.Rollback))}\n");

        if (rehearsal.Down is { } down)
        {
            text.Append($"- the author's own down script: {down.Verdict.ToTone().Mark()} {MarkdownWriter.Words(RehearsalText.Say(down))}\n");
        }

        if (RehearsalText.Lost(rehearsal.Lost) is { } lost)
        {
            text.Append($"- {MarkdownWriter.Words(lost)}\n");
        }

        if (RehearsalText.FoldProblem(rehearsal) is { } problem)
        {
            text.Append($"- ✖ {MarkdownWriter.Words(problem)}\n");
        }

        return text.Append('\n').Append(Table(rehearsal, statements)).ToString();
    }

    private static string Table(MigrationRehearsal rehearsal, int statements)
    {
        var shown = rehearsal.Statements.Take(statements).ToList();
        var hidden = rehearsal.Statements.Count - shown.Count;
        var more = hidden > 0 ? $"And {Wording.Count(hidden, "more statement", "more statements")}.\n\n" : "";

        if (shown.Count == 0)
        {
            return more;
        }

        var columns = SeenStatements.ColumnsOf(rehearsal);
        var rows = shown.Select(statement => $"| {string.Join(" | ", columns.Select(column => MarkdownWriter.Words(column.Text(rehearsal, statement))))} |\n");

        return $"| {string.Join(" | ", columns.Select(static column => column.Title))} |\n|{string.Concat(columns.Select(static column => column.IsNumber ? "--:|" : "---|"))}\n{string.Concat(rows)}\n{more}";
    }
}
