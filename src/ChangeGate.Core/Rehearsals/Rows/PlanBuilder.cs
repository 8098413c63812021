using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Conditions;
using ChangeGate.Rehearsals.Rows.Values;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>From a table's definition to the plan of its rows.</summary>
internal sealed class PlanBuilder(SchemaSnapshot schema, RowOptions options)
{
    private readonly PostgreSqlValues _types = new(schema);

    private readonly ILookup<ObjectName, Index> _indexes = schema.Objects.OfType<Index>().Where(index => index.Constraint is null).ToLookup(index => index.Definition.Table);

    /// <param name="table">With known columns.</param>
    /// <param name="planned">Tables that were filled before, and this one is not among them.</param>
    public TablePlan Build(Table table, IReadOnlyDictionary<ObjectName, TablePlan> planned)
    {
        var plan = new TablePlan(table, schema.Dialect);
        var indexed = plan.Columns.Select(column => IsIndexed(table, column)).ToList();
        var sources = plan.Columns.Select((column, place) => Source(table, column, indexed[place])).ToList();

        AddChecks(plan);
        AddKeys(plan);
        AddSlots(plan, sources, planned);

        foreach (var slot in plan.Slots)
        {
            slot.IsKey = plan.Keys.Any(key => key.Columns.Intersect(slot.Columns).Any());
        }

        return plan;
    }

    private void AddSlots(TablePlan plan, List<ValueSource?> sources, IReadOnlyDictionary<ObjectName, TablePlan> planned)
    {
        var covered = new HashSet<int>();
        var last = new List<Slot>();
        var references = 0;

        if (plan.Table.PartitionBy is not null && new PartitionChoices(schema, plan, sources).Slot() is { } partitions)
        {
            plan.Slots.Add(partitions);
            covered.UnionWith(partitions.Columns);
        }

        foreach (var (constraint, columns) in References(plan))
        {
            var isSelf = TargetOf(constraint) == plan.Table.Id.Name;
            var target = isSelf ? plan : TargetOf(constraint) is { } name ? planned.GetValueOrDefault(name) : null;
            var places = target is null ? null : TargetPlaces(constraint, target);

            if (target is null || places is null || places.Count != columns.Count)
            {
                continue;
            }

            var own = columns.Select(column => (IsNullable(plan, column), sources[column])).ToList();
            var slot = new ReferenceSlot(columns, new ReferenceTarget(target.Rows, places, isSelf), own, NoiseOf(plan, columns[0])) { IsPlain = options.IsPlain, Shift = options.IsCrossed ? references++ : 0 };
            (isSelf ? last : plan.Slots).Add(slot);
            covered.UnionWith(columns);
        }

        foreach (var place in Enumerable.Range(0, plan.Width).Where(place => !covered.Contains(place)))
        {
            plan.Slots.Add(ValueSlot(plan, place, sources[place]));
        }

        plan.Slots.AddRange(last);
    }

    private ValueSlot ValueSlot(TablePlan plan, int place, ValueSource? source)
    {
        var isNullable = IsNullable(plan, place);
        var conditions = plan.Checks.Select(check => (check.Condition, check.Columns)).Concat(plan.Keys.Where(key => key.Where is not null).Select(key => (Condition: key.Where!, key.Columns)));
        source ??= Missing(plan.Columns[place], isNullable);
        var hints = conditions.Where(one => one.Columns.Contains(place)).SelectMany(one => Hints.Of(one.Condition, source)).DistinctBy(cell => cell.Sql).ToList();

        // Its rows come later: NULL until then, or what they will most likely have.
        if (References(plan).Any(reference => reference.Columns.Contains(place)))
        {
            source = isNullable ? ValueSource.OneOf([Cell.Null]) : source with { Edges = [] };
        }

        if (options.Spelled.FirstOrDefault(spelled => spelled.Table == plan.Table.Id.Name && spelled.Column == plan.Columns[place].Name)?.Source is { } readable)
        {
            source = readable;
        }
        else if (options.TakesDefaults && ConstantDefault.Of(plan.Columns[place]) is { } usual && !plan.Keys.Any(key => key.Columns.Contains(place)) && !plan.Checks.Any(check => check.Columns.Contains(place)))
        {
            source = ValueSource.OneOf([usual]);
        }

        return new ValueSlot(place, source, (hints, isNullable), (options.Rows, NoiseOf(plan, place))) { IsPlain = options.IsPlain };
    }

    // A type that is not known: what the table itself would put there.
    private static ValueSource Missing(ColumnDefinition column, bool isNullable) =>
        ValueSource.OneOf([column.Default is not null ? new Cell("DEFAULT", Unknown.Value) : isNullable ? Cell.Null : Cell.Opaque("1")]);

    /// <summary>The largest first: smaller ones follow what they chose.</summary>
    public static IEnumerable<(ConstraintDefinition Constraint, IReadOnlyList<int> Columns)> References(TablePlan plan) =>
        plan.Table.Constraints
            .Where(constraint => constraint is { Kind: ConstraintKind.ForeignKey, References: not null, NotEnforced: false })
            .Select(constraint => (Constraint: constraint, Columns: plan.Places(constraint.Columns)))
            .Where(reference => reference.Columns is not null)
            .Select(reference => (reference.Constraint, reference.Columns!))
            .OrderByDescending(reference => reference.Item2.Count);

    /// <summary>The table as it is named itself; null where it is not there.</summary>
    public ObjectName? TargetOf(ConstraintDefinition reference) => schema.Find<Table>(ObjectId.Table(reference.References!.Table))?.Id.Name; // asked only of foreign keys

    public static IReadOnlyList<int>? TargetPlaces(ConstraintDefinition reference, TablePlan target) =>
        target.Places(reference.References!.Columns.Count > 0 ? reference.References.Columns : target.Table.PrimaryKey?.Columns ?? []); // asked only of foreign keys

    public bool IsNullable(TablePlan plan, int place)
    {
        var column = plan.Columns[place];

        return !column.NotNull
            && column.Identity == IdentityKind.None
            && !(plan.Table.PrimaryKey is { } key && key.Columns.Any(name => plan.Place(name) == place))
            && !plan.Table.Constraints.Any(constraint => constraint.Kind == ConstraintKind.NotNull && constraint.Columns.Any(name => plan.Place(name) == place))
            && !(schema.Dialect == Dialect.PostgreSql && _types.Domains(column.Type).Any(domain => domain.NotNull));
    }

    private ValueSource? Source(Table table, ColumnDefinition column, bool isIndexed)
    {
        if (schema.Dialect == Dialect.Sqlite)
        {
            return SqliteValues.Of(table, column, isIndexed);
        }

        if (IsCounted(column))
        {
            return NumberValues.Counted(column.Type.Name == "smallint" ? short.MaxValue : int.MaxValue);
        }

        return _types.Of(column.Type, isIndexed);
    }

    /// <summary>A sequence gives its values.</summary>
    public static bool IsCounted(ColumnDefinition column) =>
        (column.Serial || column.Identity != IdentityKind.None || SequenceDefault.In(column.Default) is not null) && column.Type is { ArrayDimensions: 0, Name: "smallint" or "integer" or "bigint" };

    private void AddChecks(TablePlan plan)
    {
        foreach (var check in plan.Table.Constraints.Where(constraint => constraint is { Kind: ConstraintKind.Check, NotEnforced: false }))
        {
            AddCheck(plan, plan.Read(check.Expression));
        }

        if (schema.Dialect != Dialect.PostgreSql)
        {
            return;
        }

        foreach (var column in plan.Columns)
        {
            foreach (var check in _types.Domains(column.Type).SelectMany(domain => domain.Constraints).Where(constraint => constraint.Kind == ConstraintKind.Check))
            {
                AddCheck(plan, DomainValues.Read(check)?.WithColumn(column.Name));
            }
        }
    }

    private static void AddCheck(TablePlan plan, Condition? condition)
    {
        if (condition is not null && plan.PlacesOf(condition) is { Count: > 0 } columns)
        {
            plan.Checks.Add(new RowCheck(condition, columns));
        }
    }

    private void AddKeys(TablePlan plan)
    {
        foreach (var constraint in plan.Table.Constraints.Where(constraint => constraint.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique))
        {
            var isTotal = constraint.Kind == ConstraintKind.PrimaryKey || constraint.NullsNotDistinct;
            AddKey(plan, [.. constraint.Columns.Select(name => (Condition?)new Condition.ColumnValue(name))], null, isTotal);
        }

        foreach (var index in _indexes[plan.Table.Id.Name].Select(index => index.Definition).Where(index => index.Unique))
        {
            var parts = index.Elements.Select(element => element.Column is { } name ? new Condition.ColumnValue(name) : plan.Read(element.Expression)).ToList();
            AddKey(plan, parts, plan.Read(index.Where), index.NullsNotDistinct);
        }
    }

    private static void AddKey(TablePlan plan, List<Condition?> parts, Condition? where, bool isTotal)
    {
        var columns = parts.OfType<Condition>().SelectMany(plan.PlacesOf).Distinct().ToList();

        if (columns.Count > 0 && parts.All(part => part is not null))
        {
            plan.Keys.Add(new UniqueKey([.. columns.Concat(where is null ? [] : plan.PlacesOf(where)).Distinct()], parts, where, isTotal));
        }
    }

    private bool IsIndexed(Table table, ColumnDefinition column)
    {
        var names = SchemaLinks.NameComparer(schema.Dialect);

        return table.Constraints.Any(constraint => constraint.Kind is not (ConstraintKind.NotNull or ConstraintKind.Check) && (constraint.Columns.Contains(column.Name, names) || constraint.Kind == ConstraintKind.Exclusion))
            || _indexes[table.Id.Name].Any(index => ColumnUse.In(index.Definition, column.Name, schema.Dialect))
            || table.PartitionBy is not null;
    }

    private ulong NoiseOf(TablePlan plan, int place) => Noise.Of(options.Seed, $"{plan.Table.Id.Name}.{plan.Columns[place].Name}");
}
