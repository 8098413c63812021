using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>One SQL statement of a migration, and what it does.</summary>
public sealed record Statement
{
    /// <summary>From the first character of the statement proper to its last, without the semicolon.</summary>
    public required Span Span { get; init; }

    /// <summary>The name of the engine's own syntax node (<c>AlterTableStmt</c>), or <c>Unclassified</c>, <c>MetaCommand</c>, <c>CopyData</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>PostgreSQL's <c>AlterTableCmd</c> subtypes, in order.</summary>
    public EquatableList<string> Subkinds { get; init; }

    /// <summary>The relation as written, unquoted and case-folded; null where the statement has none.</summary>
    public string? Relation { get; init; }

    /// <summary>Names of the columns that a CREATE TABLE defines.</summary>
    public EquatableList<string> Columns { get; init; }

    public bool Concurrent { get; init; }

    public bool Unique { get; init; }

    /// <summary>Must stand outside a transaction block: CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE.</summary>
    public bool NeedsAutocommit { get; init; }

    /// <summary>The first name that the engine cuts because it is too long, as written; null where it keeps all of them.</summary>
    public string? CutName { get; init; }

    public required EquatableList<Change> Changes { get; init; }
}

/// <summary>A whole script as read: its statements in source order. What could not be read is there too, as <see cref="Unclassified"/>.</summary>
public sealed record Script(EquatableList<Statement> Statements);
