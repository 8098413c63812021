using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

internal static class ColumnFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case AddColumn add:
                Add(schema, add);
                return true;
            case DropColumn drop:
                Drop(schema, drop);
                return true;
            case RenameColumn rename:
                ColumnRenaming.Rename(schema, rename);
                return true;
            case ChangeColumnType retype:
                ChangeColumn(schema, retype.Table, retype.Column, column =>
                    column with { Type = schema.Resolve(retype.Type), Collation = retype.Collation });
                return true;
            case SetColumnDefault set:
                ChangeColumn(schema, set.Table, set.Column, column => column with { Default = schema.ResolveDefault(set.Expression), Serial = false });
                return true;
            case DropColumnDefault drop:
                ChangeColumn(schema, drop.Table, drop.Column, column => column with { Default = null, Serial = false });
                return true;
            case SetNotNull set:
                ChangeColumn(schema, set.Table, set.Column, column => column with { NotNull = true });
                return true;
            case DropNotNull drop:
                ChangeColumn(schema, drop.Table, drop.Column, column => column with { NotNull = false });
                return true;
            case SetColumnIdentity set:
                SetIdentity(schema, set);
                return true;
            case SetColumnExpression set:
                ChangeColumn(schema, set.Table, set.Column, column => column with
                {
                    GenerationExpression = set.Expression,
                    Generated = set.Expression is null ? GeneratedKind.None : column.Generated,
                });
                return true;
            case SetColumnOption set:
                ChangeColumn(schema, set.Table, set.Column, column => column with { Options = ColumnOptions.Apply(column.Options, set.What) });
                return true;
            default:
                return false;
        }
    }

    /// <summary>A column of the table, and of the tables that inherit it.</summary>
    public static void ChangeColumn(SchemaEdit schema, ObjectName tableName, string name, Func<ColumnDefinition, ColumnDefinition> how)
    {
        if (schema.FindTable(tableName) is not { } table)
        {
            return;
        }

        foreach (var one in PartitionFold.WithHeirs(schema, table))
        {
            schema.Put(one with { Columns = [.. one.Columns.Select(column => schema.Names.Equals(column.Name, name) ? how(column) : column)] });
        }
    }

    /// <summary>The sequences of serial and identity columns, which belong to them.</summary>
    public static void GiveSequences(SchemaEdit schema, Table table)
    {
        if (!schema.IsPostgreSql)
        {
            return;
        }

        foreach (var column in table.Columns.Where(column => (column.Serial && column.Default is null) || column.Identity != IdentityKind.None))
        {
            GiveSequence(schema, table.Id.Name, column);
        }
    }

    private static void GiveSequence(SchemaEdit schema, ObjectName table, ColumnDefinition column)
    {
        var name = table with { Name = EngineNames.ForSequence(schema, table, column.Name) };
        schema.Put(new Sequence
        {
            Id = new ObjectId(ObjectKind.Sequence, name),
            OwnedBy = ObjectId.Column(table, column.Name),
            Options = SequenceOptions.OfColumn(column.Type),
            OfIdentity = column.Identity != IdentityKind.None,
        });
        ChangeColumn(schema, table, column.Name, one => one with
        {
            NotNull = true,
            Default = column.Serial ? SequenceDefault.Of(name, schema.Dialect) : one.Default,
        });
    }

    private static void Add(SchemaEdit schema, AddColumn add)
    {
        if (schema.FindTable(add.Table) is not { } table || (add.IfNotExists && table.Column(add.Column.Name) is not null))
        {
            return;
        }

        var column = schema.Resolve(add.Column);

        foreach (var one in PartitionFold.WithHeirs(schema, table))
        {
            var heir = one.Id == table.Id ? column : column with { Identity = IdentityKind.None };
            schema.Put(one with { Columns = [.. one.Columns.Where(old => !schema.Names.Equals(old.Name, column.Name)), heir] });
        }

        GiveSequences(schema, schema.Find<Table>(table.Id)! with { Columns = [column] });
        ConstraintFold.Add(schema, table.Id.Name, add.Constraints.Select(constraint =>
            constraint.Columns.Count == 0 && constraint.Kind != ConstraintKind.Check ? constraint with { Columns = [column.Name] } : constraint));
    }

    private static void Drop(SchemaEdit schema, DropColumn drop)
    {
        if (schema.FindTable(drop.Table) is not { } table)
        {
            return;
        }

        foreach (var one in PartitionFold.WithHeirs(schema, table))
        {
            Removal.DropColumn(schema, one.Id.Name, drop);
        }
    }

    private static void SetIdentity(SchemaEdit schema, SetColumnIdentity set)
    {
        if (schema.FindTable(set.Table) is not { } table || table.Column(set.Column) is not { } column)
        {
            return;
        }

        var part = ObjectId.Column(table.Id.Name, column.Name);

        if (set.Identity == IdentityKind.None)
        {
            foreach (var sequence in schema.Snapshot.Referrers(part).OfType<Sequence>().Where(sequence => sequence.OwnedBy == part).ToList())
            {
                Removal.Drop(schema, sequence.Id);
            }
        }
        else if (column.Identity == IdentityKind.None)
        {
            GiveSequence(schema, table.Id.Name, column with { Serial = false, Identity = set.Identity });
        }

        ChangeColumn(schema, table.Id.Name, column.Name, one => one with { Identity = set.Identity });
    }
}
