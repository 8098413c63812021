using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>Something that exists in a database. Two are equal when the engine could not tell them apart by what a snapshot holds.</summary>
public abstract record SchemaObject
{
    private protected SchemaObject()
    {
    }

    /// <summary>Resolved: the schema is filled (null in SQLite).</summary>
    public required ObjectId Id { get; init; }

    public string? Comment { get; init; }

    /// <summary>Objects that must be there for this one to exist, as far as they are known.</summary>
    public EquatableList<ObjectId> DependsOn { get; init; }
}

public sealed record Table : SchemaObject
{
    public EquatableList<ColumnDefinition> Columns { get; init; }

    /// <summary>Named as the engine names them, sorted by name.</summary>
    public EquatableList<ConstraintDefinition> Constraints { get; init; }

    public Persistence Persistence { get; init; }

    /// <summary>It is temporary and goes at the end of the transaction.</summary>
    public bool DropsOnCommit { get; init; }

    public string? PartitionBy { get; init; }

    public ObjectName? PartitionOf { get; init; }

    public string? PartitionBound { get; init; }

    public EquatableList<ObjectName> Inherits { get; init; }

    public bool RowSecurity { get; init; }

    public bool ForceRowSecurity { get; init; }

    public EquatableList<string> Options { get; init; }

    /// <summary>False when its columns could not be followed (CREATE TABLE … AS a query that was not understood).</summary>
    public bool ColumnsKnown { get; init; } = true;

    public ConstraintDefinition? PrimaryKey => Constraints.FirstOrDefault(constraint => constraint.Kind == ConstraintKind.PrimaryKey);

    /// <summary>null when there is none of that name. A table without a schema is SQLite's, where case does not matter.</summary>
    public ColumnDefinition? Column(string name) =>
        Columns.FirstOrDefault(column => string.Equals(column.Name, name, Id.Name.Schema is null ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
}

public sealed record Index : SchemaObject
{
    public required IndexDefinition Definition { get; init; }

    public bool Valid { get; init; } = true;

    /// <summary>The constraint that it backs; null for an index of its own.</summary>
    public string? Constraint { get; init; }
}

public sealed record View : SchemaObject
{
    /// <summary>A statement that brings it back.</summary>
    public required string Definition { get; init; }

    public required string Query { get; init; }

    /// <summary>Its first columns, where the statement lists them; all, where an engine was asked.</summary>
    public EquatableList<string> Columns { get; init; }

    /// <summary>Its columns as they came to be when it was made; empty where its query was not followed. No part of its identity: the query says it all.</summary>
    public EquatableList<QueryOutput> Outputs { get; init; }

    public bool Materialized => Id.Kind == ObjectKind.MaterializedView;
}

public sealed record Sequence : SchemaObject
{
    public EquatableList<string> Options { get; init; }

    public ObjectId? OwnedBy { get; init; }

    /// <summary>Made by an identity column and a part of it: it holds its name, but is neither compared nor written by itself.</summary>
    public bool OfIdentity { get; init; }
}

public sealed record UserType : SchemaObject
{
    public required UserTypeKind TypeKind { get; init; }

    /// <summary>A statement that brings it back; null where later changes made the written one stale.</summary>
    public string? Definition { get; init; }

    public EquatableList<string> Labels { get; init; }

    public EquatableList<ColumnDefinition> Fields { get; init; }

    public DataType? BaseType { get; init; }

    public bool NotNull { get; init; }

    public string? Default { get; init; }

    public EquatableList<ConstraintDefinition> Constraints { get; init; }
}

public sealed record Function : SchemaObject
{
    public required string Definition { get; init; }

    public string? Returns { get; init; }

    public string Language { get; init; } = "sql";

    public string? Body { get; init; }

    public bool IsProcedure { get; init; }

    public bool SecurityDefiner { get; init; }
}

public sealed record Trigger : SchemaObject
{
    public required string Definition { get; init; }

    public bool Enabled { get; init; } = true;
}

/// <summary>A row-level security policy.</summary>
public sealed record RowPolicy : SchemaObject
{
    public required string Definition { get; init; }
}

public sealed record NamedSchema : SchemaObject;

public sealed record Extension : SchemaObject
{
    public string? InSchema { get; init; }
}

/// <summary>What one role may do with one object. The id is of kind <see cref="ObjectKind.Privilege"/>; its part is <c>grantee on kind</c>.</summary>
public sealed record Privilege : SchemaObject
{
    public required ObjectId On { get; init; }

    public required string Grantee { get; init; }

    /// <summary>Upper case, sorted.</summary>
    public required EquatableList<string> Privileges { get; init; }

    public static Privilege Of(ObjectId on, string grantee, IEnumerable<string> privileges) => new()
    {
        Id = IdOf(on, grantee),
        On = on,
        Grantee = grantee,
        Privileges = [.. privileges.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    public static ObjectId IdOf(ObjectId on, string grantee)
    {
        var kind = on.Kind.ToString().ToLowerInvariant();

        return new ObjectId(ObjectKind.Privilege, on.Name, $"{grantee} on {kind}{(on.Part is null ? "" : $" {on.Part}")}");
    }
}

/// <summary>Of a kind that is not looked into; known to exist, with the statement that made it.</summary>
public sealed record OtherObject : SchemaObject
{
    /// <summary>The table of a rule.</summary>
    public ObjectName? On { get; init; }

    public RewriteRule? Rule { get; init; }

    /// <summary>Functions that run where it is used, resolved.</summary>
    public EquatableList<ObjectName> Functions { get; init; }

    public bool Enabled { get; init; } = true;

    public string? Definition { get; init; }
}
