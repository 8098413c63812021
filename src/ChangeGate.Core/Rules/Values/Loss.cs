using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rules.Values;

/// <summary>Values of the baseline that a change leaves nowhere.</summary>
/// <param name="Columns">By their names in the baseline; a table alone stands for columns that are not known.</param>
/// <param name="Assumed">What is lost could not be found out, so the worst is taken for true.</param>
internal sealed record Loss(EquatableList<ObjectId> Columns, bool Assumed = false)
{
    public static Loss None { get; } = new([]);

    public bool IsNone => Columns.Count == 0 && !Assumed;

    public static Loss Of(IEnumerable<ObjectId> columns) => new([.. columns]);

    public static Loss Unknown(params ReadOnlySpan<ObjectId> objects) => new([.. objects], Assumed: true);

    /// <summary>The tables that they are columns of, each once.</summary>
    public IEnumerable<ObjectName> Tables => Columns.Select(static column => column.Name).Distinct();
}
