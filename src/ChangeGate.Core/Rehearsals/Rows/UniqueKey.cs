using ChangeGate.Rehearsals.Rows.Conditions;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>What no two rows may share: columns or expressions, for the rows that a predicate names.</summary>
/// <param name="Columns">All that it looks at, by place.</param>
/// <param name="Parts">null for an expression that could not be read: then its columns count.</param>
/// <param name="Where">null where it is for all rows.</param>
internal sealed record UniqueKey(IReadOnlyList<int> Columns, IReadOnlyList<Condition?> Parts, Condition? Where, bool NullsNotDistinct)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public bool IsTaken(Cell?[] row, Evaluation evaluation) => KeyOf(row, evaluation) is { } key && _seen.Contains(key);

    public void Take(Cell?[] row, Evaluation evaluation)
    {
        if (KeyOf(row, evaluation) is { } key)
        {
            _seen.Add(key);
        }
    }

    // null for a row that no other can be in the way of.
    private string? KeyOf(Cell?[] row, Evaluation evaluation)
    {
        if (Where is not null && evaluation.Of(Where) is null or false or 0m)
        {
            return null;
        }

        var parts = new List<string>();

        foreach (var part in Parts)
        {
            var value = part is null ? Unknown.Value : evaluation.Of(part);

            if (value is null && !NullsNotDistinct)
            {
                return null;
            }

            parts.Add(value is null ? "NULL" : Cell.KeyOf(value) ?? Whole(part, row));
        }

        return string.Join('\u001f', parts);
    }

    private string Whole(Condition? part, Cell?[] row) => string.Join('\u001e', Columns.Select(column => row[column]?.Key)) + (part is Condition.ColumnValue ? "" : "?");
}
