using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Syntax;

/// <summary>SELECT or VALUES with all that may stand around it.</summary>
internal sealed class Query
{
    private readonly int _innerHeight;

    public Query(IReadOnlyList<CommonTable> with, IReadOnlyList<QueryCore> cores, IReadOnlyList<Expression> tail)
    {
        With = with;
        Cores = cores;
        Tail = tail;
        _innerHeight = Math.Max(
            with.Select(table => table.Query.Height).DefaultIfEmpty().Max(),
            Math.Max(cores.Select(core => core.Height).DefaultIfEmpty().Max(), tail.Select(one => one.Height).DefaultIfEmpty().Max()));
    }

    public Span Span { get; init; }

    public IReadOnlyList<CommonTable> With { get; }

    /// <summary>One, or the operands of UNION, INTERSECT and EXCEPT.</summary>
    public IReadOnlyList<QueryCore> Cores { get; }

    /// <summary>Expressions of ORDER BY, LIMIT and OFFSET.</summary>
    public IReadOnlyList<Expression> Tail { get; }

    public Expression? Limit { get; init; }

    public bool HasOffset { get; init; }

    public int Height => _innerHeight + 1;
}

internal sealed record CommonTable(string Name, Query Query);

internal sealed record QueryItem(Expression? Value, string? Qualifier, string? Alias)
{
    /// <summary><c>*</c> or <c>table.*</c>.</summary>
    public bool IsStar => Value is null;
}

internal sealed class QueryCore
{
    public bool IsValues { get; init; }

    /// <summary>Rows of VALUES.</summary>
    public int Rows { get; init; }

    public bool Distinct { get; init; }

    public IReadOnlyList<QueryItem> Items { get; init; } = [];

    public IReadOnlyList<Source> From { get; init; } = [];

    public Expression? Where { get; init; }

    /// <summary>Expressions of GROUP BY, HAVING, windows, and the values of VALUES.</summary>
    public IReadOnlyList<Expression> Others { get; init; } = [];

    public bool IsGrouped { get; init; }

    public int Height => 1 + Math.Max(
        Where?.Height ?? 0,
        Math.Max(
            Items.Select(item => item.Value?.Height ?? 0).DefaultIfEmpty().Max(),
            Math.Max(Others.Select(other => other.Height).DefaultIfEmpty().Max(), From.Select(source => source.Height).DefaultIfEmpty().Max())));
}

/// <summary>One entry of FROM, with the join that precedes it.</summary>
internal sealed class Source
{
    /// <summary>null for a subquery and a list in parentheses.</summary>
    public ObjectName? Name { get; init; }

    public string? Alias { get; init; }

    /// <summary>Words of the join before it in upper case: <c>LEFT OUTER</c>, <c>,</c>; empty for the first.</summary>
    public string Join { get; init; } = "";

    /// <summary>A table-valued function: <c>json_each(x)</c>.</summary>
    public bool IsFunction { get; init; }

    public Query? Query { get; init; }

    public IReadOnlyList<Source> Nested { get; init; } = [];

    /// <summary>Arguments of a function, the condition of ON.</summary>
    public IReadOnlyList<Expression> Expressions { get; init; } = [];

    public int Height => 1 + Math.Max(
        Query?.Height ?? 0,
        Math.Max(Nested.Select(source => source.Height).DefaultIfEmpty().Max(), Expressions.Select(one => one.Height).DefaultIfEmpty().Max()));
}
