using ChangeGate.Text;

namespace ChangeGate.Changes;

public sealed record AddColumn(ObjectName Table, ColumnDefinition Column) : Change
{
    /// <summary>The constraints written in the column's definition.</summary>
    public EquatableList<ConstraintDefinition> Constraints { get; init; }

    public bool IfNotExists { get; init; }

    public override ObjectId? Subject => ObjectId.Column(Table, Column.Name);
}

public sealed record DropColumn(ObjectName Table, string Column) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

public sealed record RenameColumn(ObjectName Table, string Column, string NewName) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

public sealed record ChangeColumnType(ObjectName Table, string Column, DataType Type) : Change
{
    /// <summary>The conversion as written; null means the assignment cast.</summary>
    public string? Using { get; init; }

    public string? Collation { get; init; }

    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

public sealed record SetColumnDefault(ObjectName Table, string Column, string Expression) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

public sealed record DropColumnDefault(ObjectName Table, string Column) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

public sealed record SetNotNull(ObjectName Table, string Column) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

public sealed record DropNotNull(ObjectName Table, string Column) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

/// <summary>ADD GENERATED, SET GENERATED or DROP IDENTITY (<see cref="IdentityKind.None"/>).</summary>
public sealed record SetColumnIdentity(ObjectName Table, string Column, IdentityKind Identity) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

/// <summary>SET EXPRESSION (which rewrites), or DROP EXPRESSION where <paramref name="Expression"/> is null.</summary>
public sealed record SetColumnExpression(ObjectName Table, string Column, string? Expression) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}

/// <summary>Storage, statistics, compression or attribute options of a column.</summary>
public sealed record SetColumnOption(ObjectName Table, string Column, string What) : Change
{
    public override ObjectId? Subject => ObjectId.Column(Table, Column);
}
