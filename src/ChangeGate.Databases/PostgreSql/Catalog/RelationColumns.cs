using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Columns by the oid of their relation, and their names by the numbers by which other catalogs know them.</summary>
internal sealed class RelationColumns(IReadOnlyList<(uint Relation, short Number, ColumnDefinition Column)> columns)
{
    private readonly ILookup<uint, ColumnDefinition> _columns = columns.ToLookup(static column => column.Relation, static column => column.Column);
    private readonly Dictionary<(uint, short), string> _names = columns.ToDictionary(static column => (column.Relation, column.Number), static column => column.Column.Name);

    public EquatableList<ColumnDefinition> Of(uint relation) => [.. _columns[relation]];

    public EquatableList<string> Named(uint relation, IEnumerable<short> numbers) => [.. numbers.Select(number => _names[(relation, number)])];
}
