using ChangeGate.Text;

namespace ChangeGate.Changes;

public sealed record CreateSequence(ObjectName Sequence) : Change
{
    public bool IfNotExists { get; init; }

    public bool Temporary { get; init; }

    /// <summary>OWNED BY: the column whose table takes the sequence with it.</summary>
    public ObjectId? OwnedBy { get; init; }

    /// <summary>The other options as written, in order: <c>START WITH 100</c>, <c>AS integer</c>.</summary>
    public EquatableList<string> Options { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Sequence, Sequence);
}

public sealed record AlterSequence(ObjectName Sequence) : Change
{
    public bool IfExists { get; init; }

    /// <summary>RESTART or <c>setval</c>: the next value changes.</summary>
    public bool Restarts { get; init; }

    public ObjectId? OwnedBy { get; init; }

    public EquatableList<string> Options { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Sequence, Sequence);
}

public sealed record DropSequence(ObjectName Sequence) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Sequence, Sequence);
}

public sealed record RenameSequence(ObjectName Sequence, string NewName) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Sequence, Sequence);
}
