using System.Diagnostics;
using ChangeGate.Changes.Queries;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>The columns of queries as PostgreSQL would make them (manual, 10.5 and 10.6), as far as they are certain.</summary>
internal sealed class QueryTyping
{
    private readonly SchemaTypes _types;
    private readonly SourceTyping _sources;
    private readonly ValueTyping _values;

    public QueryTyping(SchemaEdit schema)
    {
        _types = new SchemaTypes(schema);
        _sources = new SourceTyping(schema, _types, this);
        _values = new ValueTyping(_types, this);
    }

    /// <summary>null where not even their number is certain.</summary>
    public IReadOnlyList<InferredColumn>? ColumnsOf(QueryOutline query) => ColumnsOf(query, null, null);

    /// <summary>As columns that somebody reads: what is left of literals is text.</summary>
    public IReadOnlyList<InferredColumn>? ColumnsOf(QueryOutline query, CommonTables? common, QueryScope? outer) => Settled(RawColumnsOf(query, common, outer, null));

    public Inferred TypeOf(QueryValue value, CommonTables? common, QueryScope scope) => _values.TypeOf(value, common, scope);

    private static IReadOnlyList<InferredColumn>? Settled(IReadOnlyList<InferredColumn>? columns) =>
        columns is null ? null : [.. columns.Select(static column => column with { Value = column.Value.Settled })];

    /// <param name="self">The name by which the query may read itself; null where it has none.</param>
    private IReadOnlyList<InferredColumn>? RawColumnsOf(QueryOutline query, CommonTables? common, QueryScope? outer, string? self)
    {
        var inner = query.With.Count > 0 ? Declare(query, common, outer) : common;
        var arms = query.Arms.Select(arm => ColumnsOf(arm, inner, outer)).ToList();

        // A query that reads itself has the types of its first arm, or the engine refuses it (manual, 7.8.2.1).
        if (arms is [var first, ..] && (arms.Count == 1 || (self is not null && common!.IsRead(self))))
        {
            return first;
        }

        return arms[0] is { } names && arms.TrueForAll(arm => arm?.Count == names.Count)
            ? [.. names.Select((column, place) => new InferredColumn(column.Name, Joined([.. arms.Select(arm => arm![place].Value)], query.TakesAway)))] // all are there, see above
            : null;
    }

    private Inferred Joined(List<Inferred> values, bool takesAway)
    {
        // INTERSECT binds closer than its kin, and since PostgreSQL 18 a table gets the length that the first arm of it or of EXCEPT has.
        if (takesAway && !values.TrueForAll(value => value.Type is not null && value == values[0]))
        {
            return Inferred.Unknown;
        }

        return values.Skip(1).Aggregate(values[0], (left, right) => CommonType.Of(_types, [left, right]));
    }

    private IReadOnlyList<InferredColumn>? ColumnsOf(QueryArm arm, CommonTables? common, QueryScope? outer) => arm switch
    {
        SelectArm select => ColumnsOf(select, common, outer),
        ValuesArm values => ColumnsOf(values, common, outer),
        NestedArm nested => RawColumnsOf(nested.Query, common, outer, null),
        _ => throw new UnreachableException($"{arm.GetType().Name} makes no columns."),
    };

    private List<InferredColumn>? ColumnsOf(SelectArm select, CommonTables? common, QueryScope? outer)
    {
        var scope = new QueryScope(outer);

        foreach (var source in select.From)
        {
            scope.Add(_sources.ColumnsOf(source, common, scope, outer));
        }

        var columns = new List<InferredColumn>();

        foreach (var target in select.Targets)
        {
            if (target.Value is not EveryColumn every)
            {
                columns.Add(new InferredColumn(target.Name, _values.TypeOf(target.Value, common, scope)));
            }
            else if (scope.Every(every.Relation) is { } all)
            {
                columns.AddRange(all);
            }
            else
            {
                return null;
            }
        }

        return columns;
    }

    private List<InferredColumn>? ColumnsOf(ValuesArm values, CommonTables? common, QueryScope? outer)
    {
        var scope = new QueryScope(outer);
        var rows = values.Rows.Select(row => row.Select(value => _values.TypeOf(value, common, scope)).ToList()).ToList();

        return rows.Count == 0 || rows.Exists(row => row.Count != rows[0].Count)
            ? null
            : [.. rows[0].Select((_, place) => new InferredColumn($"column{place + 1}", CommonType.Of(_types, [.. rows.Select(row => row[place])])))];
    }

    private CommonTables Declare(QueryOutline query, CommonTables? outerTables, QueryScope? outer)
    {
        var common = new CommonTables(outerTables);

        if (query.Recursive)
        {
            foreach (var table in query.With)
            {
                common.Put(table.Name, null);
            }
        }

        foreach (var table in query.With)
        {
            var columns = table.Query is null ? null : Settled(RawColumnsOf(table.Query, common, outer, query.Recursive ? table.Name : null));
            common.Put(table.Name, columns is null ? null : SourceTyping.Renamed(columns, table.Columns));
        }

        return common;
    }
}
