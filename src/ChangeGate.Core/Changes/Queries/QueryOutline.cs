using ChangeGate.Text;

namespace ChangeGate.Changes.Queries;

/// <summary>What the columns of a query are computed of, as written: no conditions, order or limits.</summary>
/// <param name="Arms">More than one where UNION and its kin join them, from left to right.</param>
public sealed record QueryOutline(EquatableList<QueryArm> Arms)
{
    public EquatableList<CommonTable> With { get; init; }

    /// <summary>WITH RECURSIVE: its tables see themselves and each other.</summary>
    public bool Recursive { get; init; }

    /// <summary>INTERSECT or EXCEPT is among what joins the arms.</summary>
    public bool TakesAway { get; init; }
}

/// <summary>A query of WITH.</summary>
/// <param name="Columns">The names of its first columns where they are listed.</param>
/// <param name="Query">null where it changes data, or has columns that no query makes.</param>
public sealed record CommonTable(string Name, EquatableList<string> Columns, QueryOutline? Query);

public abstract record QueryArm
{
    private protected QueryArm()
    {
    }
}

public sealed record SelectArm(EquatableList<QueryTarget> Targets, EquatableList<QuerySource> From) : QueryArm;

public sealed record ValuesArm(EquatableList<EquatableList<QueryValue>> Rows) : QueryArm;

/// <summary>A query in parentheses.</summary>
public sealed record NestedArm(QueryOutline Query) : QueryArm;

/// <summary>One entry of a SELECT list.</summary>
/// <param name="Name">As written or as the engine names it; null where versions differ, and of <see cref="EveryColumn"/>.</param>
public sealed record QueryTarget(string? Name, QueryValue Value);
