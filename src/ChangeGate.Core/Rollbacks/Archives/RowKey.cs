using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Archives;

/// <summary>What tells the rows of a table apart.</summary>
/// <param name="Columns">Names at the start of the migration; empty where it is SQLite's rowid.</param>
internal sealed record RowKey(EquatableList<string> Columns)
{
    /// <summary>The name under which an archive keeps SQLite's rowid.</summary>
    public const string RowIdColumn = "changegate_rowid";

    public bool IsRowId => Columns.Count == 0;

    /// <summary>The primary key, else anything unique and never NULL; null when there is nothing of the kind.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">Where it stands.</param>
    /// <param name="stays">Whether a column is there, with the same values, until the migration ends.</param>
    public static RowKey? Of(Table table, SchemaSnapshot schema, Func<string, bool> stays)
    {
        if (table.PrimaryKey is { Columns.Count: > 0 } key && key.Columns.All(stays))
        {
            return new RowKey(key.Columns);
        }

        if (schema.Dialect == Dialect.Sqlite)
        {
            return new RowKey([]);
        }

        var unique = table.Constraints
            .Where(constraint => constraint is { Kind: ConstraintKind.Unique, Deferrable: false })
            .Select(constraint => constraint.Columns)
            .Concat(schema.Referrers(table.Id).OfType<Index>().Where(IsPlainlyUnique).OrderBy(index => index.Id, ObjectIdOrder.Instance).Select(ColumnsOf))
            .FirstOrDefault(columns => columns.Count > 0 && columns.All(column => table.Column(column)?.NotNull == true && stays(column)));

        return unique.Count == 0 ? null : new RowKey(unique);
    }

    /// <summary>SQLite: whether rows have a rowid that no column shows. The primary key then still tells them apart, but restored rows keep it.</summary>
    public static bool HasHiddenRowId(Table table) =>
        table.Id.Name.Schema is null
        && !table.Options.Any(option => option.Equals("WITHOUT ROWID", StringComparison.OrdinalIgnoreCase))
        && !IsRowIdAlias(table);

    private static bool IsRowIdAlias(Table table) =>
        table.PrimaryKey is { Columns: [var only] } && table.Column(only)?.Type.ToString().Equals("INTEGER", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsPlainlyUnique(Index index) =>
        index is { Valid: true, Definition: { Unique: true, Where: null } } && index.Definition.Elements.All(element => element.Column is not null);

    private static EquatableList<string> ColumnsOf(Index index) => [.. index.Definition.Elements.Select(element => element.Column!)];
}
