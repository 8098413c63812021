using ChangeGate.Changes;

namespace ChangeGate.Rules.Values;

internal static class WrittenColumns
{
    /// <summary>The columns to which a change gives a type, and the type.</summary>
    public static IEnumerable<(string Column, DataType Type)> Of(Change change) => change switch
    {
        CreateTable create => create.Columns.Select(static column => (column.Name, column.Type)),
        AddColumn add => [(add.Column.Name, add.Column.Type)],
        ChangeColumnType type => [(type.Column, type.Type)],
        _ => [],
    };
}
