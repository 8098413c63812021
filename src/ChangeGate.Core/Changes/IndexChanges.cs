namespace ChangeGate.Changes;

public sealed record CreateIndex(IndexDefinition Index) : Change
{
    public bool Concurrent { get; init; }

    public bool IfNotExists { get; init; }

    /// <summary>ON ONLY: the partitions are left alone.</summary>
    public bool Only { get; init; }

    public override ObjectId? Subject => Index.Name is null ? ObjectId.Table(Index.Table) : new ObjectId(ObjectKind.Index, Index.Table with { Name = Index.Name });
}

public sealed record DropIndex(ObjectName Index) : Change
{
    public bool Concurrent { get; init; }

    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Index, Index);
}

public sealed record RenameIndex(ObjectName Index, string NewName) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Index, Index);
}

/// <summary>REINDEX of an index, a table, a schema or the database (where <paramref name="Target"/> is null: the current one).</summary>
public sealed record Reindex(ObjectId? Target) : Change
{
    public bool Concurrent { get; init; }

    public override ObjectId? Subject => Target;
}

public sealed record AttachIndex(ObjectName Index, ObjectName Partition) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Index, Index);
}

public sealed record SetIndexOption(ObjectName Index, string What) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Index, Index);
}
