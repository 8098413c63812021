using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

internal static class ConstraintFold
{
    public static bool Apply(SchemaEdit schema, Change change)
    {
        switch (change)
        {
            case AddConstraint add:
                AddTo(schema, add);
                return true;
            case DropConstraint drop:
                Drop(schema, drop);
                return true;
            case ValidateConstraint validate:
                ChangeConstraint(schema, validate.Table, validate.Name, constraint => constraint with { NotValid = false });
                return true;
            case RenameConstraint rename:
                Rename(schema, rename);
                return true;
            case AlterConstraint alter:
                ChangeConstraint(schema, alter.Table, alter.Name, constraint => constraint with
                {
                    Deferrable = alter.InitiallyDeferred == true || (alter.Deferrable ?? constraint.Deferrable),
                    InitiallyDeferred = alter.Deferrable != false && (alter.InitiallyDeferred ?? constraint.InitiallyDeferred),
                    NotEnforced = alter.Enforced is { } enforced ? !enforced : constraint.NotEnforced,
                });
                return true;
            default:
                return false;
        }
    }

    /// <summary>Adds constraints in the engine's order: NOT NULL, checks, the primary key, other indexes, foreign keys. Heirs get theirs.</summary>
    public static void Add(SchemaEdit schema, ObjectName tableName, IEnumerable<ConstraintDefinition> constraints)
    {
        foreach (var added in AddHere(schema, tableName, constraints))
        {
            if (schema.Find<Table>(ObjectId.Table(tableName)) is { } table)
            {
                PartitionFold.PassOn(schema, table, added);
            }
        }
    }

    /// <summary>To this table alone. The constraints come back as they were named.</summary>
    public static IReadOnlyList<ConstraintDefinition> AddHere(SchemaEdit schema, ObjectName tableName, IEnumerable<ConstraintDefinition> constraints)
    {
        var waiting = WithoutRepeats(schema, constraints.ToList());
        var added = new List<ConstraintDefinition>();

        foreach (var constraint in waiting.OrderBy(constraint => Rank(constraint.Kind)))
        {
            if (schema.Find<Table>(ObjectId.Table(tableName)) is not { } table)
            {
                break;
            }

            if (constraint.Kind == ConstraintKind.NotNull)
            {
                AddNotNull(schema, table, constraint);
                continue;
            }

            var complete = Complete(schema, table, constraint, TakenNames(waiting));
            Put(schema, table, complete);
            added.Add(complete);
        }

        return added;
    }

    public static int Rank(ConstraintKind kind) => kind switch
    {
        ConstraintKind.NotNull => 0,
        ConstraintKind.Check => 1,
        ConstraintKind.PrimaryKey => 2,
        ConstraintKind.Unique or ConstraintKind.Exclusion => 3,
        _ => 4,
    };

    /// <summary>By name; SQLite's unnamed ones by what they say.</summary>
    public static EquatableList<ConstraintDefinition> Sort(IEnumerable<ConstraintDefinition> constraints)
    {
        ConstraintDefinition[] sorted = [.. constraints];
        Array.Sort(sorted, Compare);

        return new EquatableList<ConstraintDefinition>(sorted);
    }

    private static int Compare(ConstraintDefinition one, ConstraintDefinition other)
    {
        var order = string.CompareOrdinal(one.Name, other.Name);
        order = order != 0 ? order : one.Kind.CompareTo(other.Kind);
        order = order != 0 ? order : string.CompareOrdinal(string.Join('\0', one.Columns), string.Join('\0', other.Columns));
        order = order != 0 ? order : string.CompareOrdinal(one.References?.Table.ToString(), other.References?.Table.ToString());

        return order != 0 ? order : string.CompareOrdinal(one.Expression, other.Expression);
    }

    private static void Put(SchemaEdit schema, Table table, ConstraintDefinition constraint)
    {
        var isKey = constraint.Kind == ConstraintKind.PrimaryKey && schema.IsPostgreSql;
        schema.Put(table with
        {
            Columns = isKey
                ? [.. table.Columns.Select(column => constraint.Columns.Contains(column.Name) ? column with { NotNull = true } : column)]
                : table.Columns,
            Constraints = Sort(table.Constraints.Where(one => one.Name is null || !schema.Names.Equals(one.Name, constraint.Name)).Append(constraint with { UsingIndex = null })),
        });

        if (schema.IsPostgreSql && constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique or ConstraintKind.Exclusion)
        {
            ConstraintIndexes.Put(schema, table.Id.Name, constraint);
        }
    }

    private static void AddNotNull(SchemaEdit schema, Table table, ConstraintDefinition constraint)
    {
        foreach (var column in constraint.Columns)
        {
            ColumnFold.ChangeColumn(schema, table.Id.Name, column, one => one with { NotNull = true });
        }

        if (schema.IsPostgreSql && constraint.Name is not null && schema.Find<Table>(table.Id) is { } changed)
        {
            schema.Put(changed with { Constraints = Sort(changed.Constraints.Append(constraint)) });
        }
    }

    private static ConstraintDefinition Complete(SchemaEdit schema, Table table, ConstraintDefinition constraint, IReadOnlyCollection<string> taken)
    {
        var complete = constraint with { References = constraint.References is { } reference ? Complete(schema, table, reference) : null };

        if (!schema.IsPostgreSql)
        {
            return complete;
        }

        complete = ConstraintIndexes.Adopt(schema, table.Id.Name, complete);
        var name = complete.Name ?? complete.Kind switch
        {
            ConstraintKind.ForeignKey => EngineNames.ForForeignKey(schema, table.Id.Name, complete, taken),
            ConstraintKind.Check => EngineNames.ForCheck(schema, table, complete, taken),
            _ => EngineNames.ForIndexConstraint(schema, table.Id.Name, complete),
        };

        return complete with { Name = name };
    }

    private static ForeignKeyReference Complete(SchemaEdit schema, Table table, ForeignKeyReference reference)
    {
        var name = schema.Resolve(ObjectKind.Table, reference.Table);
        var target = name == table.Id.Name ? table : schema.Find<Table>(ObjectId.Table(name));
        var isOpen = schema.IsPostgreSql && reference.Columns.Count == 0;

        return reference with { Table = name, Columns = isOpen && target?.PrimaryKey is { } key ? key.Columns : reference.Columns };
    }

    // Two that would have the same index become one; the primary key wins, and a written name is kept.
    private static List<ConstraintDefinition> WithoutRepeats(SchemaEdit schema, List<ConstraintDefinition> constraints)
    {
        if (!schema.IsPostgreSql)
        {
            return constraints;
        }

        var kept = new List<ConstraintDefinition>();

        foreach (var constraint in constraints.OrderBy(constraint => Rank(constraint.Kind)))
        {
            var at = constraint.Kind == ConstraintKind.Unique
                ? kept.FindIndex(one => one.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique && HasSameIndex(one, constraint))
                : -1;

            if (at < 0)
            {
                kept.Add(constraint);
            }
            else
            {
                kept[at] = kept[at] with { Name = kept[at].Name ?? constraint.Name };
            }
        }

        return kept;
    }

    private static bool HasSameIndex(ConstraintDefinition one, ConstraintDefinition other) =>
        one.UsingIndex is null && other.UsingIndex is null && one.Columns == other.Columns && one.Include == other.Include
        && one.Deferrable == other.Deferrable && one.InitiallyDeferred == other.InitiallyDeferred && one.NullsNotDistinct == other.NullsNotDistinct
        && (one.Name is null || other.Name is null);

    private static List<string> TakenNames(IEnumerable<ConstraintDefinition> constraints) => [.. constraints.Select(constraint => constraint.Name).OfType<string>()];

    private static void AddTo(SchemaEdit schema, AddConstraint add)
    {
        if (schema.FindTable(add.Table) is { } table)
        {
            Add(schema, table.Id.Name, [add.Constraint]);
        }
    }

    private static void Drop(SchemaEdit schema, DropConstraint drop)
    {
        if (schema.FindTable(drop.Table) is not { } table)
        {
            return;
        }

        var constraint = table.Constraints.FirstOrDefault(one => schema.Names.Equals(one.Name, drop.Name));

        if (constraint is null || constraint.Kind == ConstraintKind.NotNull)
        {
            DropNotNull(schema, table, constraint, drop.Name);
        }

        if (constraint is null)
        {
            return;
        }

        foreach (var one in PartitionFold.WithHeirs(schema, table))
        {
            foreach (var same in one.Constraints.Where(other => other == constraint || (one.Id != table.Id && PartitionFold.IsSame(other, constraint))).ToList())
            {
                Removal.DropConstraint(schema, one.Id.Name, same);
            }
        }
    }

    // PostgreSQL 18 keeps NOT NULL as a named constraint.
    private static void DropNotNull(SchemaEdit schema, Table table, ConstraintDefinition? constraint, string name)
    {
        var column = constraint?.Columns[0]
            ?? table.Columns.FirstOrDefault(one => one.NotNull && EngineNames.Make(table.Id.Name.Name, one.Name, "not_null") == name)?.Name;

        if (column is not null)
        {
            ColumnFold.ChangeColumn(schema, table.Id.Name, column, one => one with { NotNull = false });
        }
    }

    private static void ChangeConstraint(SchemaEdit schema, ObjectName tableName, string name, Func<ConstraintDefinition, ConstraintDefinition> how)
    {
        if (schema.FindTable(tableName) is not { } table)
        {
            return;
        }

        foreach (var one in PartitionFold.WithHeirs(schema, table))
        {
            schema.Put(one with { Constraints = Sort(one.Constraints.Select(constraint => schema.Names.Equals(constraint.Name, name) ? how(constraint) : constraint)) });
        }
    }

    private static void Rename(SchemaEdit schema, RenameConstraint rename)
    {
        if (schema.FindTable(rename.Table) is not { } table)
        {
            return;
        }

        ChangeConstraint(schema, rename.Table, rename.Name, constraint => constraint with { Name = rename.NewName });
        ConstraintIndexes.Rename(schema, table.Id.Name, rename.Name, rename.NewName);
    }
}
