using ChangeGate.Changes.Queries;
using ChangeGate.Text;

namespace ChangeGate.Changes;

public sealed record CreateView(ObjectName View) : Change
{
    /// <summary>The whole statement as written, without its semicolon: what brings the view back.</summary>
    public required string Definition { get; init; }

    /// <summary>The query as written.</summary>
    public required string Query { get; init; }

    /// <summary>Names of the output columns where the statement lists them; empty means the query's own.</summary>
    public EquatableList<string> Columns { get; init; }

    /// <summary>What the columns of <see cref="Query"/> are computed of; null where it was not followed.</summary>
    public QueryOutline? Outline { get; init; }

    /// <summary>Relations that the query reads, as written, without those of its own WITH.</summary>
    public EquatableList<ObjectName> Reads { get; init; }

    public bool Materialized { get; init; }

    public bool OrReplace { get; init; }

    public bool IfNotExists { get; init; }

    public bool Temporary { get; init; }

    public bool WithNoData { get; init; }

    public override ObjectId? Subject => new ObjectId(Materialized ? ObjectKind.MaterializedView : ObjectKind.View, View);
}

public sealed record DropView(ObjectName View) : Change
{
    public bool Materialized { get; init; }

    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(Materialized ? ObjectKind.MaterializedView : ObjectKind.View, View);
}

public sealed record RenameView(ObjectName View, string NewName) : Change
{
    public bool Materialized { get; init; }

    public override ObjectId? Subject => new ObjectId(Materialized ? ObjectKind.MaterializedView : ObjectKind.View, View);
}

public sealed record RefreshView(ObjectName View) : Change
{
    public bool Concurrent { get; init; }

    public bool WithNoData { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.MaterializedView, View);
}
