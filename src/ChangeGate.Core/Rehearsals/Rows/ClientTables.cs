using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>A table that stands before a migration and after it: what clients write into it meanwhile has a place in both.</summary>
/// <param name="Columns">That are the same in both.</param>
/// <param name="Key">The primary key, where it is one of both; else empty.</param>
/// <param name="Free">Those of the columns that may be written by themselves: no key asks for different values.</param>
public sealed record ClientTable(ObjectName Name, EquatableList<string> Columns, EquatableList<string> Key, EquatableList<string> Free)
{
    /// <summary>The migration drops a table of this name: one that stands there afterwards may be another.</summary>
    public bool MayBeAnother { get; init; }
}

/// <summary>What clients write to between a migration and its rollback.</summary>
/// <param name="Tables">What the migration touched and what refers to it, as far as it is in both schemas.</param>
/// <param name="Rows">New rows, which both schemas take; parents come first.</param>
/// <param name="Added">Tables that only the new schema has, and those that were dropped and made anew from a query.</param>
public sealed record ClientTables(EquatableList<ClientTable> Tables, SyntheticRows Rows, EquatableList<ObjectName> Added)
{
    private const int Most = 12;

    // Other rows than those that the tables were filled with; the first of them may have their keys all the same.
    private const ulong Seed = 20_011;
    private const int RowsWanted = 20;

    /// <param name="before">The schema that the rollback leads back to.</param>
    /// <param name="after">The schema that clients find.</param>
    /// <param name="script">The migration.</param>
    public static ClientTables Of(SchemaSnapshot before, SchemaSnapshot after, Script script)
    {
        var changes = script.Statements.SelectMany(static statement => statement.Changes).ToList();
        var named = changes.Select(static change => change.Subject?.Name.Name).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var touched = after.Tables.Where(table => named.Contains(table.Id.Name.Name) || before.Find<Table>(table.Id) != table).ToList();

        // Those whose rows are referred to by rows that the migration takes away.
        touched.AddRange(before.Tables.Where(table => !after.Contains(table.Id)).SelectMany(table => table.Constraints.Select(constraint => constraint.References?.Table).OfType<ObjectName>())
            .Select(name => after.Find<Table>(ObjectId.Table(name))).OfType<Table>().Except(touched).Distinct().ToList());
        var reached = touched.Concat(touched.SelectMany(table => after.Referrers(table.Id).OfType<Table>())).Select(static table => table.Id).Distinct();
        var shared = reached.Where(id => !IsMadeAnew(id.Name, changes)).Select(id => Shared(before.Find<Table>(id), after.Find<Table>(id)!, (after, changes))).OfType<ClientTable>() // just found there
            .OrderBy(static table => table.Name.ToString(), StringComparer.Ordinal).Take(Most).ToList();
        var added = touched.Where(table => before.Find<Table>(table.Id) is null || IsMadeAnew(table.Id.Name, changes)).Select(static table => table.Id.Name).OrderBy(static name => name.ToString(), StringComparer.Ordinal);

        return new ClientTables([.. shared], shared.Count == 0 ? new SyntheticRows([], [], []) : RowsOf(before, after, shared), [.. added]);
    }

    // DROP TABLE t; CREATE TABLE t AS SELECT …: its rows are computed, even where they come out as they were.
    private static bool IsMadeAnew(ObjectName table, List<Change> changes)
    {
        bool IsIt(Change change) => string.Equals(change.Subject?.Name.Name, table.Name, StringComparison.OrdinalIgnoreCase);

        var dropped = changes.FindIndex(change => change is DropTable && IsIt(change));
        return dropped >= 0 && changes.FindIndex(dropped, change => change is CreateTable { Query: not null } && IsIt(change)) >= 0;
    }

    private static ClientTable? Shared(Table? before, Table after, (SchemaSnapshot Schema, List<Change> Changes) world)
    {
        if (before is null || !before.ColumnsKnown || !after.ColumnsKnown || after.PartitionOf is not null || after.Persistence == Persistence.Temporary)
        {
            return null;
        }

        var replaced = world.Changes.Where(change => change.Subject?.Name.Name == after.Id.Name.Name).Select(static change => change switch
        {
            AddColumn add => add.Column.Name,
            DropColumn drop => drop.Column,
            RenameColumn rename => rename.Column,
            _ => null,
        }).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = after.Columns.Where(column => IsSame(before.Column(column.Name), column) && !replaced.Contains(column.Name)).Select(static column => column.Name).ToList();
        var key = after.PrimaryKey is { Columns: { Count: > 0 } keys } && before.PrimaryKey?.Columns == keys && keys.All(columns.Contains) ? keys : [];
        var unique = Unique(world.Schema, after).ToHashSet(StringComparer.OrdinalIgnoreCase);

        return columns.Count == 0 ? null : new ClientTable(after.Id.Name, [.. columns], key, [.. columns.Where(column => after.Column(column)!.Identity == IdentityKind.None && !unique.Contains(column))])
        {
            MayBeAnother = world.Changes.OfType<DropTable>().Any(drop => string.Equals(drop.Subject?.Name.Name, after.Id.Name.Name, StringComparison.OrdinalIgnoreCase)),
        };
    }

    private static bool IsSame(ColumnDefinition? before, ColumnDefinition after) => before is not null && before.Type == after.Type && before.Generated == GeneratedKind.None && after.Generated == GeneratedKind.None;

    private static IEnumerable<string> Unique(SchemaSnapshot schema, Table table) =>
    [
        .. table.Constraints.Where(static constraint => constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.Exclusion).SelectMany(static constraint => constraint.Columns),
        .. schema.Referrers(table.Id).OfType<Schemas.Index>().Where(index => index.Definition.Unique && index.Definition.Table == table.Id.Name).SelectMany(static index => index.Definition.Elements).Select(static element => element.Column).OfType<string>(),
    ];

    private static SyntheticRows RowsOf(SchemaSnapshot before, SchemaSnapshot after, List<ClientTable> shared)
    {
        var wanted = new HashSet<ObjectId>();
        var waiting = new Queue<ObjectId>(shared.Select(static table => ObjectId.Table(table.Name)));

        while (waiting.TryDequeue(out var id))
        {
            if (after.Find<Table>(id) is { } table && wanted.Add(table.Id))
            {
                table.Constraints.Select(static constraint => constraint.References?.Table).OfType<ObjectName>().Select(ObjectId.Table).ToList().ForEach(waiting.Enqueue);
            }
        }

        var schema = after.Tables.Where(table => !wanted.Contains(table.Id) && table.PartitionOf is null).Aggregate(after, static (left, table) => left.Without(table.Id));
        schema = schema.Tables.Aggregate(schema, (taken, table) => before.Find<Table>(table.Id) is { } old ? taken.With(Both(old, table)) : taken);
        schema = before.Objects.OfType<Schemas.Index>().Where(index => index.Definition.Unique && wanted.Contains(ObjectId.Table(index.Definition.Table)) && !after.Contains(index.Id) && index.Definition.Elements.All(element => element.Column is { } column && after.Find<Table>(ObjectId.Table(index.Definition.Table))?.Column(column) is not null))
            .Aggregate(schema, static (taken, index) => taken.With(index));
        schema = schema.Objects.OfType<UserType>().ToList().Aggregate(schema, (taken, type) => before.Find<UserType>(type.Id) is { TypeKind: UserTypeKind.Enum } old ? taken.With(type with { Labels = [.. type.Labels.Where(old.Labels.Contains)] }) : taken);

        return SyntheticRows.Of(schema, new RowOptions { Seed = Seed, Rows = RowsWanted });
    }

    // What the migration lifted holds for these rows as well: the old schema has to take them when it comes back.
    private static Table Both(Table before, Table after) => after with
    {
        Columns = [.. after.Columns.Select(column => before.Column(column.Name) is { } old ? column with { NotNull = column.NotNull || old.NotNull, Type = Narrower(old.Type, column.Type) } : column)],
        Constraints =
        [
            .. after.Constraints,
            .. before.Constraints.Where(old => !after.Constraints.Contains(old) && old.Kind != ConstraintKind.PrimaryKey && after.Constraints.All(one => one.Name != old.Name) && old.Columns.All(column => after.Column(column) is not null)),
        ],
    };

    private static DataType Narrower(DataType before, DataType after)
    {
        string[][] families = [["smallint", "integer", "bigint", "numeric"], ["character", "character varying", "text"]];
        var family = Array.Find(families, names => names.Contains(before.Name) && names.Contains(after.Name));

        return family is not null && before.Schema is null && before.ArrayDimensions == after.ArrayDimensions && Array.IndexOf(family, before.Name) <= Array.IndexOf(family, after.Name) ? before : after;
    }
}
