using ChangeGate.Text;

namespace ChangeGate.Changes;

public enum UserTypeKind
{
    Enum,
    Composite,
    Domain,
    Range,

    /// <summary>A base type or a shell type.</summary>
    Base,
}

public sealed record CreateType(ObjectName Type, UserTypeKind TypeKind) : Change
{
    /// <summary>The whole statement as written, without its semicolon.</summary>
    public required string Definition { get; init; }

    /// <summary>Labels of an enum, in order.</summary>
    public EquatableList<string> Labels { get; init; }

    /// <summary>Fields of a composite type.</summary>
    public EquatableList<ColumnDefinition> Fields { get; init; }

    /// <summary>What a domain is made of.</summary>
    public DataType? BaseType { get; init; }

    public bool NotNull { get; init; }

    public string? Default { get; init; }

    public EquatableList<ConstraintDefinition> Constraints { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Type, Type);
}

public sealed record AddEnumValue(ObjectName Type, string Value) : Change
{
    public string? Before { get; init; }

    public string? After { get; init; }

    public bool IfNotExists { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Type, Type);
}

public sealed record RenameEnumValue(ObjectName Type, string Value, string NewValue) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Type, Type);
}

/// <summary>Any other ALTER TYPE or ALTER DOMAIN.</summary>
/// <param name="What">The clause as written.</param>
public sealed record AlterType(ObjectName Type, string What) : Change
{
    /// <summary>A constraint that existing values are checked against (domains).</summary>
    public ConstraintDefinition? AddedConstraint { get; init; }

    /// <summary>SET NOT NULL (true) or DROP NOT NULL (false) of a domain; null where it is about something else.</summary>
    public bool? NotNull { get; init; }

    public bool IsDomain { get; init; }

    /// <summary>An attribute of a composite type goes, and with it the values stored in it.</summary>
    public string? DroppedField { get; init; }

    /// <summary>An attribute that a composite type gets, or that gets another type.</summary>
    public ColumnDefinition? Field { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Type, Type);
}

public sealed record DropType(ObjectName Type) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public bool IsDomain { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Type, Type);
}

public sealed record RenameType(ObjectName Type, string NewName) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Type, Type);
}
