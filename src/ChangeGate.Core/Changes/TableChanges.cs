using ChangeGate.Changes.Queries;
using ChangeGate.Text;

namespace ChangeGate.Changes;

public enum Persistence
{
    Permanent,
    Unlogged,
    Temporary,
}

public sealed record CreateTable(ObjectName Table) : Change
{
    public EquatableList<ColumnDefinition> Columns { get; init; }

    public EquatableList<ConstraintDefinition> Constraints { get; init; }

    public bool IfNotExists { get; init; }

    public Persistence Persistence { get; init; }

    /// <summary>What becomes of a temporary table's rows at the end of the transaction; null where they stay: <c>DROP</c>, <c>DELETE ROWS</c>.</summary>
    public string? OnCommit { get; init; }

    /// <summary>OF: the composite type whose fields are its columns.</summary>
    public ObjectName? OfType { get; init; }

    /// <summary>The text after PARTITION BY: <c>RANGE (created_at)</c>.</summary>
    public string? PartitionBy { get; init; }

    public ObjectName? PartitionOf { get; init; }

    /// <summary>The text of FOR VALUES …, or <c>DEFAULT</c>.</summary>
    public string? PartitionBound { get; init; }

    public EquatableList<ObjectName> Inherits { get; init; }

    /// <summary>LIKE, and the type of a typed table: columns of others.</summary>
    public EquatableList<ColumnsOf> Like { get; init; }

    /// <summary>The query of CREATE TABLE … AS and SELECT INTO; its columns are then known only as far as they were named.</summary>
    public string? Query { get; init; }

    /// <summary>What the columns of <see cref="Query"/> are computed of; null where it was not followed.</summary>
    public QueryOutline? Outline { get; init; }

    /// <summary>What <see cref="Query"/> takes whole; null where it may leave rows out, or there is none.</summary>
    public RowCopy? CopyOf { get; init; }

    /// <summary>SQLite's virtual tables: the module in lower case, its arguments being the <see cref="Options"/>; null for an ordinary table.</summary>
    public string? Module { get; init; }

    /// <summary>SQLite: STRICT, WITHOUT ROWID. PostgreSQL: storage parameters.</summary>
    public EquatableList<string> Options { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

/// <summary>LIKE in a table's list.</summary>
/// <param name="Source">A table, a view or a composite type.</param>
/// <param name="Includes">In lower case, without what is excluded later: <c>defaults</c>, <c>indexes</c>; ALL is all of them.</param>
/// <param name="Place">How many columns of the table's own stand before it.</param>
public sealed record ColumnsOf(ObjectName Source, EquatableList<string> Includes, int Place = 0)
{
    public static EquatableList<string> All => ["comments", "compression", "constraints", "defaults", "generated", "identity", "indexes", "statistics", "storage"];

    public bool Has(string what) => Includes.Contains(what);
}

public sealed record DropTable(ObjectName Table) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record RenameTable(ObjectName Table, string NewName) : Change
{
    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record TruncateTable(ObjectName Table) : Change
{
    public bool Cascade { get; init; }

    public bool RestartIdentity { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record SetTablePersistence(ObjectName Table, Persistence Persistence) : Change
{
    public override ObjectId? Subject => ObjectId.Table(Table);
}

/// <summary>Storage parameters, tablespace, access method, cluster mark: how rows are kept, never what they say.</summary>
/// <param name="What">The clause as written, in upper-case keywords: <c>SET TABLESPACE fast</c>.</param>
public sealed record SetTableOption(ObjectName Table, string What) : Change
{
    /// <summary>The engine copies the table to do it (tablespace, access method).</summary>
    public bool Rewrites { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record SetReplicaIdentity(ObjectName Table, string What) : Change
{
    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record ChangeInheritance(ObjectName Table, ObjectName Parent, bool Inherits) : Change
{
    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record AttachPartition(ObjectName Table, ObjectName Partition, string Bound) : Change
{
    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record DetachPartition(ObjectName Table, ObjectName Partition) : Change
{
    public bool Concurrent { get; init; }

    /// <summary>FINALIZE: the end of a concurrent one that was broken off.</summary>
    public bool Finalizes { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

/// <summary>ENABLE, DISABLE, FORCE or NO FORCE ROW LEVEL SECURITY.</summary>
public sealed record SetRowSecurity(ObjectName Table, RowSecurity Security) : Change
{
    public override ObjectId? Subject => ObjectId.Table(Table);
}

public enum RowSecurity
{
    Enable,
    Disable,
    Force,
    NoForce,
}
