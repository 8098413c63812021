using ChangeGate.Rehearsals;

namespace ChangeGate.Reports;

/// <summary>A column of what was seen. What stands in it is prose.</summary>
/// <param name="IsNumber">To be read from its end.</param>
internal sealed record SeenColumn(string Title, bool IsNumber, Func<MigrationRehearsal, ObservedStatement, string> Text);

/// <summary>What the statements of a migration did on a shadow, as a table. A column that says nothing about any of them is left out.</summary>
internal static class SeenStatements
{
    private const int LongestSql = 90;

    private static readonly SeenColumn[] Columns =
    [
        new("statement", IsNumber: false, Statement),
        new("locks", IsNumber: false, static (_, statement) => RehearsalText.Locks(statement)),
        new("rewrote", IsNumber: false, static (_, statement) => RehearsalText.Names(statement.Rewritten.Select(static name => Prose.Name(name)))),
        new("scanned", IsNumber: false, static (_, statement) => RehearsalText.Names(statement.Scanned.Select(static name => Prose.Name(name)))),
        new("dropped", IsNumber: false, static (_, statement) => RehearsalText.Names(statement.Dropped.Select(static id => Prose.Name(id)))),
        new("rows", IsNumber: true, static (_, statement) => statement.Rows is { } rows ? Wording.Count(rows) : ""),
        new("temporary files", IsNumber: true, static (_, statement) => RehearsalText.Temporary(statement)),
        new("took", IsNumber: true, static (_, statement) => statement.Error is null ? Wording.Duration(statement.Duration) : ""),
        new("at your size", IsNumber: false, static (_, statement) => statement.AtSize is { } estimate ? AtSize(estimate) : ""),
        new("remarked", IsNumber: false, static (_, statement) => RehearsalText.Remarks(statement)),
        new("refused", IsNumber: false, static (_, statement) => RehearsalText.Failure(statement)),
    ];

    public static IReadOnlyList<SeenColumn> ColumnsOf(MigrationRehearsal rehearsal) =>
        [.. Columns.Where(column => rehearsal.Statements.Any(statement => column.Text(rehearsal, statement).Length > 0))];

    private static string Statement(MigrationRehearsal rehearsal, ObservedStatement statement)
    {
        var text = rehearsal.Migration.Text;
        var start = Math.Min(statement.Span.Start, text.Length);
        var sql = SecretMask.Apply(text.Content[start..Math.Clamp(statement.Span.End, start, text.Length)]);
        var line = string.Join(' ', Escape.Clip(sql, LongestSql * 3).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        return $"line {text.PositionOf(start).Line}: {Prose.Name(Escape.Clip(line, LongestSql))}";
    }

    private static string AtSize(SizeEstimate estimate) =>
        RehearsalText.AtSize(estimate) + (RehearsalText.BytesAtSize(estimate) is { Length: > 0 } bytes ? $"; {bytes}" : "");
}
