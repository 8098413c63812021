using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

internal static partial class TableFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case CreateTable create:
                Create(schema, create);
                return true;
            case DropTable drop:
                Drop(schema, drop.Table);
                return true;
            case RenameTable rename:
                Rename(schema, rename.Table, rename.NewName);
                return true;
            case SetTablePersistence set:
                Change(schema, set.Table, table => table with { Persistence = set.Persistence });
                return true;
            case SetTableOption { What: "NOT OF" } free:
                Change(schema, free.Table, table => table with { DependsOn = [.. table.DependsOn.Where(static id => id.Kind != ObjectKind.Type)] });
                return true;
            case SetTableOption set:
                Change(schema, set.Table, table => table with { Options = StorageOptions.Apply(table.Options, set.What) });
                return true;
            case SetRowSecurity set:
                Change(schema, set.Table, table => Secure(table, set.Security));
                return true;
            case ChangeInheritance or AttachPartition or DetachPartition:
                PartitionFold.Apply(schema, change);
                return true;
            case SetReplicaIdentity or TruncateTable:
                return true;
            default:
                return false;
        }
    }

    public static void Change(SchemaEdit schema, ObjectName name, Func<Table, Table> how)
    {
        if (schema.FindTable(name) is { } table)
        {
            schema.Put(how(table));
        }
    }

    public static void Rename(SchemaEdit schema, ObjectName name, string newName)
    {
        if (schema.FindRelation(name) is not { } relation)
        {
            return;
        }

        if (relation is Index index)
        {
            IndexFold.Rename(schema, index, newName);
            return;
        }

        // https://sqlite.org/lang_altertable.html: with legacy_alter_table, and without foreign keys, references keep the old name.
        var isLegacy = !schema.IsPostgreSql && schema.Session.LegacyAlterTable;
        var kept = isLegacy && !schema.Session.ForeignKeys ? ForeignKeysTo(schema, relation.Id.Name) : [];
        Renaming.Move(schema, relation, relation.Id.Name with { Name = newName }, followsText: !isLegacy);

        foreach (var table in kept)
        {
            schema.Put(table);
        }
    }

    private static List<Table> ForeignKeysTo(SchemaEdit schema, ObjectName name) => [.. schema.Snapshot.Referrers(ObjectId.Table(name)).OfType<Table>()];

    private static void Create(SchemaEdit schema, CreateTable create)
    {
        var name = schema.Target(create.Table, create.Persistence == Persistence.Temporary);
        var id = ObjectId.Table(name);

        if (create.IfNotExists && schema.RelationAt(name) is not null)
        {
            return;
        }

        // The query reads what was there before.
        var made = create.Query is { } query ? schema.IsPostgreSql ? QueryFold.Columns(schema, create) : Copied(schema, create, query) : [];
        Removal.Drop(schema, id);
        var table = new Table
        {
            Id = id,
            Columns = made is null || create.Query is null ? Columns(schema, create) : [.. made],
            Persistence = create.Persistence,
            PartitionBy = create.PartitionBy,
            PartitionOf = create.PartitionOf is { } whole ? schema.Resolve(ObjectKind.Table, whole) : null,
            PartitionBound = create.PartitionBound,
            Inherits = [.. create.Inherits.Select(parent => schema.Resolve(ObjectKind.Table, parent))],
            Options = [.. create.Options.Order(StringComparer.Ordinal)],
            ColumnsKnown = made is not null,
            DropsOnCommit = create.OnCommit == "DROP",
            DependsOn = create.OfType is { } type ? [new ObjectId(ObjectKind.Type, schema.Resolve(ObjectKind.Type, type))] : [],
        };
        schema.Put(table);
        ColumnFold.GiveSequences(schema, table);
        PartitionFold.InheritConstraints(schema, id);
        TableLike.PutConstraints(schema, create, id.Name);
        ConstraintFold.Add(schema, id.Name, create.Constraints);
        TableLike.PutIndexes(schema, create, id.Name);
        PartitionFold.InheritIndexes(schema, id);
    }

    private static void Drop(SchemaEdit schema, ObjectName name)
    {
        var resolved = schema.Resolve(ObjectKind.Table, name);

        // SQLite keeps the triggers, views and foreign keys that name the table: a rebuild drops it and puts another in its place.
        Removal.Drop(schema, ObjectId.Table(resolved));
    }

    private static EquatableList<ColumnDefinition> Columns(SchemaEdit schema, CreateTable create)
    {
        var columns = new List<ColumnDefinition>();
        var parents = create.PartitionOf is { } whole ? [.. create.Inherits, whole] : create.Inherits;

        foreach (var parent in parents.Select(schema.FindTable).OfType<Table>())
        {
            Merge(columns, parent.Columns.Select(column => column with { Identity = IdentityKind.None, Serial = false, Comment = null }), schema.Names);
        }

        if (create.OfType is { } type && schema.Find<UserType>(new ObjectId(ObjectKind.Type, schema.Resolve(ObjectKind.Type, type))) is { } composite)
        {
            columns.AddRange(composite.Fields);
        }

        var own = create.Columns.Select(schema.Resolve).ToList();
        var taken = 0;

        foreach (var like in create.Like)
        {
            Merge(columns, own.Skip(taken).Take(like.Place - taken), schema.Names);
            taken = like.Place;
            Merge(columns, TableLike.Columns(schema, like), schema.Names);
        }

        Merge(columns, own.Skip(taken), schema.Names);

        return [.. columns];
    }

    private static void Merge(List<ColumnDefinition> columns, IEnumerable<ColumnDefinition> more, StringComparer names)
    {
        var places = new Dictionary<string, int>(names);

        for (var place = 0; place < columns.Count; place++)
        {
            places.TryAdd(columns[place].Name, place);
        }

        foreach (var column in more)
        {
            if (!places.TryGetValue(column.Name, out var at))
            {
                places.Add(column.Name, columns.Count);
                columns.Add(column);
            }
            else
            {
                // A typed table says of a column only what its type does not.
                var type = column.Type.Name.Length == 0 ? columns[at].Type : column.Type;
                columns[at] = column with { Type = type, NotNull = column.NotNull || columns[at].NotNull, Default = column.Default ?? columns[at].Default };
            }
        }
    }

    // SQLite declares the columns of a copy by affinity alone.
    private static ColumnDefinition OfCopy(ColumnDefinition column) => new() { Name = column.Name, Type = DataType.Simple(SqliteAffinity.Of(column.Type.ToString())) };

    private static IReadOnlyList<ColumnDefinition>? Copied(SchemaEdit schema, CreateTable create, string query) =>
        create.Columns.Count == 0 && Copy().Match(query) is { Success: true } match && schema.FindTable(Name(match, schema)) is { ColumnsKnown: true } source
            ? [.. source.Columns.Select(OfCopy)]
            : null;

    private static ObjectName Name(Match match, SchemaEdit schema)
    {
        var parts = IdentifierScanner.Scan(match.Groups["name"].Value, schema.Dialect.Dialect).Select(token => token.Name).ToList();

        return parts.Count == 2 ? new ObjectName(parts[0], parts[1]) : new ObjectName(null, parts.Count == 0 ? "" : parts[0]);
    }

    private static Table Secure(Table table, RowSecurity security) => security switch
    {
        RowSecurity.Enable => table with { RowSecurity = true },
        RowSecurity.Disable => table with { RowSecurity = false },
        RowSecurity.Force => table with { ForceRowSecurity = true },
        _ => table with { ForceRowSecurity = false },
    };

    [GeneratedRegex("""^\s*select\s+\*\s+from\s+(?<name>[^\s(),;]+)(\s+(where|limit|order)\b.*)?\s*$""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Copy();
}
