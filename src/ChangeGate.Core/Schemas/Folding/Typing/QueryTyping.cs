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
    public IReadOnlyList<InferredColumn>? ColumnsOf(QueryOutline query, CommonTables? common, QueryScope? outer) =>
        RawColumnsOf(query, common, outer) is { } columns ? [.. columns.Select(static column => column with { Value = column.Value.Settled })] : null;

    public Inferred TypeOf(QueryValue value, CommonTables? common, QueryScope scope) => _values.TypeOf(value, common, scope);

    private IReadOnlyList<InferredColumn>? RawColumnsOf(QueryOutline query, CommonTables? common, QueryScope? outer)
    {
        if (query.With.Count > 0)
        {
            common = Declare(query, common, outer);
        }

        var arms = new List<IReadOnlyList<InferredColumn>>();

        foreach (var arm in query.Arms)
        {
            if (ColumnsOf(arm, common, outer) is not { } columns || (arms.Count > 0 && columns.Count != arms[0].Count))
            {
                return null;
            }

            arms.Add(columns);
        }

        return arms is [var only] ? only : [.. arms[0].Select((column, place) => new InferredColumn(column.Name, Joined([.. arms.Select(arm => arm[place].Value)], query.TakesAway)))];
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
        NestedArm nested => RawColumnsOf(nested.Query, common, outer),
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
            var columns = table.Query is null ? null : query.Recursive ? Recursive(table.Name, table.Query, common, outer) : ColumnsOf(table.Query, common, outer);
            common.Put(table.Name, columns is null ? null : SourceTyping.Renamed(columns, table.Columns));
        }

        return common;
    }

    // A query that reads itself has the types of its first arm, or the engine refuses it (manual, 7.8.2.1).
    private IReadOnlyList<InferredColumn>? Recursive(string name, QueryOutline query, CommonTables common, QueryScope? outer)
    {
        var whole = ColumnsOf(query, common, outer);

        return common.IsRead(name) && query.Arms.Count > 1 ? ColumnsOf(query with { Arms = [query.Arms[0]] }, common, outer) : whole;
    }
}
