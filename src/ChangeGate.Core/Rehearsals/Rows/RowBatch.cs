using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>The rows of one table. Each stands for itself: an engine may refuse one for a condition that could not be read, and take the next.</summary>
/// <param name="Table">The one that is filled; a partitioned table stands for its partitions.</param>
/// <param name="Head">The statement up to its rows: <c>INSERT INTO … VALUES</c>.</param>
/// <param name="Rows">Each in parentheses.</param>
public sealed record RowBatch(ObjectName Table, string Head, EquatableList<string> Rows)
{
    /// <summary>One statement for all rows.</summary>
    public string Together => $"{Head} {string.Join(", ", Rows)}";

    /// <summary>For each row one with the same keys, and otherwise the most ordinary values: so that what refers to it need not go as well. null where there is none.</summary>
    public EquatableList<string?> Instead { get; init; }

    /// <summary>For each row its own statement, and the one to try where an engine refuses it.</summary>
    public IEnumerable<(string Insert, string? Instead)> Inserts => Rows.Select((row, at) => ($"{Head} {row}", at < Instead.Count && Instead[at] is { } other ? $"{Head} {other}" : null));
}
