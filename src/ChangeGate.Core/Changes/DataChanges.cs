using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>Which rows a DELETE or UPDATE reaches.</summary>
public enum RowFilter
{
    /// <summary>There is no WHERE.</summary>
    None,

    /// <summary>The WHERE is true for every row: <c>1 = 1</c>, <c>true</c>, <c>id = id</c>.</summary>
    AlwaysTrue,

    /// <summary>A real condition, a join or a limit.</summary>
    Some,

    /// <summary>The WHERE is true for no row: <c>false</c>.</summary>
    AlwaysFalse,
}

/// <summary>A query that delivers every row of <paramref name="Source"/>: no condition, limit, grouping or inner join stands between.</summary>
/// <param name="Columns">Column by column, the column of the source that comes through unchanged; <c>*</c> for all of them, null for anything computed.</param>
public sealed record RowCopy(ObjectName Source, EquatableList<string?> Columns)
{
    /// <summary>Equal rows come through once.</summary>
    public bool Distinct { get; init; }

    /// <summary>Rows where this column is NULL are left out: of the others nothing, of this one no value.</summary>
    public string? NotNull { get; init; }

    /// <summary>What the other operands of UNION ALL bring, each by itself.</summary>
    public EquatableList<RowCopy> Others { get; init; }

    /// <summary>The rows come from a DELETE of the same statement, under the name of its common table, and are in <see cref="Source"/> no more.</summary>
    public string? MovedBy { get; init; }
}

public sealed record InsertRows(ObjectName Table) : Change
{
    public EquatableList<string> Columns { get; init; }

    /// <summary>INSERT … SELECT: the query as written; null for VALUES.</summary>
    public string? Query { get; init; }

    /// <summary>Relations that the query reads, as written.</summary>
    public EquatableList<ObjectName> Reads { get; init; }

    /// <summary>What <see cref="Query"/> takes whole; null where rows may be left out, by the query or by a conflict that is ignored.</summary>
    public RowCopy? CopyOf { get; init; }

    /// <summary>Rows of VALUES; null for a query.</summary>
    public int? Rows { get; init; }

    /// <summary>VALUES as written, where that is one row or a few and each is inserted or the statement fails; null otherwise.</summary>
    public string? Written { get; init; }

    /// <summary>Up to as many rows of VALUES are kept as text.</summary>
    public const int FewRows = 16;

    /// <summary>An existing row may be overwritten: ON CONFLICT DO UPDATE, INSERT OR REPLACE.</summary>
    public bool Replaces { get; init; }

    /// <summary>The WHERE of ON CONFLICT DO UPDATE as written; null where there is none.</summary>
    public string? ReplacesWhere { get; init; }

    /// <summary>What ON CONFLICT DO UPDATE writes over the row in the way; null where there is none, or the whole row is replaced.</summary>
    public UpdateRows? Overwrites { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record UpdateRows(ObjectName Table) : Change
{
    public EquatableList<string> Columns { get; init; }

    /// <summary>The new values as written, one for each of <see cref="Columns"/>; empty where they do not pair up.</summary>
    public EquatableList<string> Values { get; init; }

    public RowFilter Filter { get; init; }

    /// <summary>The condition as written; null where there is none.</summary>
    public string? Where { get; init; }

    /// <summary>How expressions name the table, if not by its name.</summary>
    public string? Alias { get; init; }

    /// <summary>FROM or USING names other relations.</summary>
    public bool Joins { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record DeleteRows(ObjectName Table) : Change
{
    public RowFilter Filter { get; init; }

    public string? Where { get; init; }

    /// <summary>How the condition names the table, if not by its name.</summary>
    public string? Alias { get; init; }

    public bool Joins { get; init; }

    /// <summary>The name under which the rest of the statement reads the rows that are gone; null where it does not.</summary>
    public string? ReturnedAs { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

public sealed record MergeRows(ObjectName Table) : Change
{
    public bool Deletes { get; init; }

    public bool Updates { get; init; }

    public bool Inserts { get; init; }

    /// <summary>What each WHEN … UPDATE writes; empty where that was not read.</summary>
    public EquatableList<UpdateRows> Overwrites { get; init; }

    public override ObjectId? Subject => ObjectId.Table(Table);
}

public enum CopySource
{
    StandardInput,
    File,
    Program,
}

public sealed record CopyRows(ObjectName? Table, bool IntoTable, CopySource Source) : Change
{
    public override ObjectId? Subject => Table is { } table ? ObjectId.Table(table) : null;
}

/// <summary>A query that changes nothing by itself.</summary>
public sealed record ReadRows : Change
{
    /// <summary>Functions it calls, as written: a call may do anything.</summary>
    public EquatableList<ObjectName> Calls { get; init; }

    /// <summary>How many arguments each of <see cref="Calls"/> is given; -1 where that is not one number, or not known.</summary>
    public EquatableList<int> Arguments { get; init; }

    /// <summary>Relations it reads, as written.</summary>
    public EquatableList<ObjectName> Reads { get; init; }

    /// <summary>Operators that are not the engine's own, without their schema.</summary>
    public EquatableList<string> Operators { get; init; }

    /// <summary>Types that are not the engine's own and that something is cast to.</summary>
    public EquatableList<ObjectName> Casts { get; init; }

    public override ObjectId? Subject => null;
}

public sealed record LockTable(ObjectName Table, string Mode) : Change
{
    public override ObjectId? Subject => ObjectId.Table(Table);
}
