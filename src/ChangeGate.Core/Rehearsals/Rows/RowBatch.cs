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

    /// <summary>One statement for each row.</summary>
    public IEnumerable<string> Inserts => Rows.Select(row => $"{Head} {row}");
}
