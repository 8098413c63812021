using ChangeGate.Text;

namespace ChangeGate.Changes.Queries;

/// <summary>Something that stands behind FROM.</summary>
public abstract record QuerySource
{
    private protected QuerySource()
    {
    }

    /// <summary>null where none is written: a relation is then called by its own name, and what is in a join by theirs.</summary>
    public string? Alias { get; init; }

    /// <summary>New names of its first columns, behind the alias.</summary>
    public EquatableList<string> Columns { get; init; }
}

public sealed record RelationSource(ObjectName Relation) : QuerySource;

/// <param name="Lateral">It sees what stands before it.</param>
public sealed record SubquerySource(QueryOutline Query, bool Lateral) : QuerySource;

/// <summary>A function that is called; with an ordinal number as the last column where <paramref name="Numbered"/>.</summary>
public sealed record CallSource(CallValue Call, bool Numbered) : QuerySource;

/// <param name="Using">The columns that become one.</param>
/// <param name="Natural">Those that both sides have become one.</param>
public sealed record JoinSource(QuerySource Left, QuerySource Right, EquatableList<string> Using, bool Natural) : QuerySource;

/// <summary>What is not looked into: XMLTABLE, a function whose columns are defined behind it.</summary>
public sealed record OpaqueSource : QuerySource;
