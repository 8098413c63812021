namespace ChangeGate.Changes;

public sealed record AddConstraint(ObjectName Table, ConstraintDefinition Constraint) : Change
{
    public override ObjectId? Subject => Constraint.Name is null ? ObjectId.Table(Table) : new ObjectId(ObjectKind.Constraint, Table, Constraint.Name);
}

public sealed record DropConstraint(ObjectName Table, string Name) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Constraint, Table, Name);
}

public sealed record ValidateConstraint(ObjectName Table, string Name) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Constraint, Table, Name);
}

public sealed record RenameConstraint(ObjectName Table, string Name, string NewName) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Constraint, Table, Name);
}

/// <summary>ALTER CONSTRAINT: when it is checked, or (PostgreSQL 18) whether.</summary>
public sealed record AlterConstraint(ObjectName Table, string Name, string What) : Change
{
    /// <summary>null means the statement does not say.</summary>
    public bool? Deferrable { get; init; }

    public bool? InitiallyDeferred { get; init; }

    public bool? Enforced { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Constraint, Table, Name);
}
