using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>
/// Taking an object away with what goes with it. In PostgreSQL a drop that succeeded has left nothing that needs the object: without CASCADE the
/// engine refuses while something does. SQLite drops a table's indexes and triggers and lets every other reference dangle.
/// </summary>
internal static class Removal
{
    public static void Drop(SchemaEdit schema, ObjectId id)
    {
        var waiting = new Stack<ObjectId>([id]);

        while (waiting.TryPop(out var next))
        {
            if (schema.Find<SchemaObject>(next) is not { } value)
            {
                continue;
            }

            schema.Remove(next);

            if (value is UserType && schema.IsPostgreSql)
            {
                RemoveFunctionsOf(schema, next.Name);
            }

            foreach (var referrer in schema.Snapshot.Referrers(next).OrderBy(referrer => referrer.Id, ObjectIdOrder.Instance).ToList())
            {
                if (Goes(schema, referrer, value))
                {
                    waiting.Push(referrer.Id);
                }
                else if (schema.IsPostgreSql && referrer is Table table)
                {
                    Detach(schema, table, value);
                }
            }
        }
    }

    /// <summary>
    /// Columns that go, with the constraints, indexes and sequences that use them; views, triggers and policies only by CASCADE, as the engine
    /// refuses otherwise: what their text mentions is then not this column.
    /// </summary>
    public static void DropColumn(SchemaEdit schema, ObjectName tableName, DropColumn drop)
    {
        var column = drop.Column;

        if (schema.Find<Table>(ObjectId.Table(tableName)) is not { } table || table.Column(column) is not { } gone)
        {
            return;
        }

        var part = ObjectId.Column(table.Id.Name, gone.Name);
        var users = schema.Snapshot.Referrers(part).Where(referrer => SchemaLinks.Uses(referrer, schema.Snapshot, part)).ToList();

        foreach (var constraint in table.Constraints.Where(one => ColumnUse.In(one, gone.Name, schema.Dialect.Dialect)).ToList())
        {
            DropConstraint(schema, table.Id.Name, constraint);
        }

        foreach (var user in users.Where(user => IsBoundTo(user, schema, drop)))
        {
            Drop(schema, user.Id);
        }

        if (schema.Find<Table>(table.Id) is { } left)
        {
            schema.Put(left with { Columns = [.. left.Columns.Where(one => one.Name != gone.Name)] });
        }
    }

    /// <summary>A constraint, its index, and the foreign keys that point at what it made unique.</summary>
    public static void DropConstraint(SchemaEdit schema, ObjectName tableName, ConstraintDefinition constraint)
    {
        if (schema.Find<Table>(ObjectId.Table(tableName)) is not { } table)
        {
            return;
        }

        schema.Put(table with { Constraints = [.. table.Constraints.Where(one => one != constraint)] });

        if (constraint.Name is { } name && schema.Find<Index>(new ObjectId(ObjectKind.Index, tableName with { Name = name })) is { Constraint: not null } index)
        {
            schema.Remove(index.Id);
        }

        if (schema.IsPostgreSql && constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique)
        {
            DropForeignKeysTo(schema, tableName, constraint);
        }
    }

    private static void DropForeignKeysTo(SchemaEdit schema, ObjectName target, ConstraintDefinition unique)
    {
        foreach (var other in schema.Snapshot.Referrers(ObjectId.Table(target)).OfType<Table>().Append(schema.Find<Table>(ObjectId.Table(target))!).ToList())
        {
            schema.Put(other with
            {
                Constraints = [.. other.Constraints.Where(one =>
                    one.References is not { } reference || reference.Table != target || !PointsAt(reference, unique))],
            });
        }
    }

    private static bool PointsAt(ForeignKeyReference reference, ConstraintDefinition unique) => reference.Columns.Count == 0
        ? unique.Kind == ConstraintKind.PrimaryKey
        : reference.Columns.ToHashSet().SetEquals(unique.Columns);

    private static void RemoveFunctionsOf(SchemaEdit schema, ObjectName type)
    {
        var names = type.Schema == "public" ? [type.Name, type.ToString()] : new[] { type.ToString() };

        foreach (var function in schema.Snapshot.Objects.OfType<Function>()
            .Where(one => (one.Id.Part ?? "").Split(", ").Append(one.Returns ?? "").Any(argument => names.Contains(argument.Replace("[]", "", StringComparison.Ordinal)))).ToList())
        {
            schema.Remove(function.Id);
        }
    }

    private static bool IsBoundTo(SchemaObject user, SchemaEdit schema, DropColumn drop) => user switch
    {
        Index or Sequence or Privilege => true,
        View or Trigger or RowPolicy => schema.IsPostgreSql && drop.Cascade,
        _ => false,
    };

    private static bool Goes(SchemaEdit schema, SchemaObject referrer, SchemaObject gone) =>
        SchemaLinks.IsPartOf(referrer, gone)
        || (schema.IsPostgreSql && (referrer is not Table table || (gone is UserType && table.DependsOn.Contains(gone.Id)) || table.PartitionOf == gone.Id.Name || table.Inherits.Contains(gone.Id.Name)));

    // What a table loses when something it uses goes.
    private static void Detach(SchemaEdit schema, Table table, SchemaObject gone)
    {
        switch (gone)
        {
            case UserType:
                DropColumnsOf(schema, table, gone.Id);
                break;
            case Sequence:
                DropDefaultsOf(schema, table, gone.Id.Name);
                break;
            default:
                schema.Put(table with
                {
                    Constraints = [.. table.Constraints.Where(constraint => constraint.References?.Table != gone.Id.Name)],
                    DependsOn = [.. table.DependsOn.Where(id => id.Name != gone.Id.Name)],
                });
                break;
        }
    }

    private static void DropColumnsOf(SchemaEdit schema, Table table, ObjectId type)
    {
        foreach (var column in table.Columns.Where(column => SchemaLinks.OfType(column.Type) == type))
        {
            DropColumn(schema, table.Id.Name, new DropColumn(table.Id.Name, column.Name) { Cascade = true });
        }
    }

    private static void DropDefaultsOf(SchemaEdit schema, Table table, ObjectName sequence) => schema.Put(table with
    {
        Columns = [.. table.Columns.Select(column =>
            SequenceDefault.In(column.Default) == sequence ? column with { Default = null, Serial = false } : column)],
    });
}
