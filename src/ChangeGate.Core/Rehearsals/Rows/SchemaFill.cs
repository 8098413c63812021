using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>Fills one table after another, and says what has to be done after the last.</summary>
internal sealed class SchemaFill(SchemaSnapshot schema, RowOptions options)
{
    private readonly PlanBuilder _builder = new(schema, options);

    private readonly Dictionary<ObjectName, TablePlan> _plans = [];

    public SyntheticRows Fill()
    {
        var tables = schema.Tables.Where(table => table.ColumnsKnown && table.PartitionOf is null && table.Persistence != Persistence.Temporary && !SchemaSnapshot.IsTemporary(table.Id)).ToList();
        var empty = options.Without.ToHashSet();
        var counts = new RowCounts(options);

        foreach (var table in FillOrder.Of(tables, table => Targets(table, isRequired: true), table => Targets(table, isRequired: false)))
        {
            var plan = _builder.Build(table, _plans);
            _plans.Add(table.Id.Name, plan);

            if (!empty.Contains(table.Id.Name) && !IsWithoutPartition(table) && !(options.IsPlain && IsShut(plan)))
            {
                new TableFill(plan, options).Fill(counts.Of(table.Id.Name));
            }
        }

        var filled = _plans.Values.Where(plan => !empty.Contains(plan.Table.Id.Name)).ToList();

        return new SyntheticRows([.. filled.Select(plan => plan.Batch())], [.. filled.SelectMany(Links)], [.. filled.SelectMany(Sequences)]);
    }

    // A key of SQLite may point at a table that is not there: then the engine takes no row.
    private bool IsShut(TablePlan plan) => PlanBuilder.References(plan).Any(reference => _builder.TargetOf(reference.Constraint) is null && !reference.Columns.Any(column => _builder.IsNullable(plan, column)));

    private bool IsWithoutPartition(Table table) => table.PartitionBy is not null && !schema.Tables.Any(other => other.PartitionOf == table.Id.Name);

    private IEnumerable<ObjectName> Targets(Table table, bool isRequired)
    {
        var plan = new TablePlan(table, schema.Dialect);

        foreach (var (constraint, columns) in PlanBuilder.References(plan))
        {
            if (_builder.TargetOf(constraint) is { } target && columns.Any(column => _builder.IsNullable(plan, column)) != isRequired)
            {
                yield return target;
            }
        }
    }

    // References to tables that were filled later: NULL until now.
    private IEnumerable<string> Links(TablePlan plan)
    {
        foreach (var (constraint, columns) in PlanBuilder.References(plan))
        {
            if (_builder.TargetOf(constraint) is not { } name || !_plans.TryGetValue(name, out var target) || name == plan.Table.Id.Name || PlanBuilder.TargetPlaces(constraint, target) is not { } places || places.Count != columns.Count)
            {
                continue;
            }

            var parents = target.Rows.Where(row => places.All(place => row[place] is { IsNull: false })).ToList();

            foreach (var (at, row) in plan.Rows.Index().Where(row => row.Index % 4 != 2 && columns.Any(column => row.Item[column] is { IsNull: true }) && parents.Count > 0 && IsLate(plan, target)))
            {
                if (Condition(plan, row) is { } condition)
                {
                    var values = columns.Select((column, index) => $"{Identifier.Quote(plan.Columns[column].Name)} = {parents[at % parents.Count][places[index]]!.Sql}"); // only whole parents
                    yield return $"UPDATE {Identifier.Quote(plan.Table.Id.Name)} SET {string.Join(", ", values)} WHERE {condition}";
                }
            }
        }
    }

    private bool IsLate(TablePlan plan, TablePlan target) => _plans.Keys.TakeWhile(name => name != plan.Table.Id.Name).All(name => name != target.Table.Id.Name);

    private static string? Condition(TablePlan plan, Cell?[] row)
    {
        var key = plan.Keys.FirstOrDefault(key => key.Where is null && key.Columns.All(column => row[column] is { IsNull: false }));

        return key is null ? null : string.Join(" AND ", key.Columns.Select(column => $"{Identifier.Quote(plan.Columns[column].Name)} = {row[column]!.Sql}")); // just looked at
    }

    private IEnumerable<string> Sequences(TablePlan plan)
    {
        if (schema.Dialect != Dialect.PostgreSql)
        {
            yield break;
        }

        foreach (var column in plan.Columns.Where(PlanBuilder.IsCounted))
        {
            var table = Identifier.Quote(plan.Table.Id.Name);
            var sequence = SequenceDefault.In(column.Default) is { } named
                ? $"{Cell.Quote(Identifier.Quote(named))}::regclass"
                : $"pg_get_serial_sequence({Cell.Quote(table)}, {Cell.Quote(column.Name)})::regclass";

            // One that counts down, or has fewer numbers, stays where it is.
            yield return $"SELECT setval(seqrelid::regclass, greatest(filled.greatest, pg_sequence_last_value(seqrelid))) FROM pg_catalog.pg_sequence, (SELECT max({Identifier.Quote(column.Name)})::bigint AS greatest FROM {table}) AS filled WHERE seqrelid = {sequence} AND seqincrement > 0 AND filled.greatest BETWEEN seqmin AND seqmax";
        }
    }
}
