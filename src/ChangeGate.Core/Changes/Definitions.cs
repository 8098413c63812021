using ChangeGate.Text;

namespace ChangeGate.Changes;

public enum GeneratedKind
{
    None,
    Stored,
    Virtual,
}

public enum IdentityKind
{
    None,
    ByDefault,
    Always,
}

/// <summary>A column as a statement defines it and as a snapshot holds it. Its constraints other than NOT NULL stand beside it, in the table.</summary>
public sealed record ColumnDefinition
{
    public required string Name { get; init; }

    public required DataType Type { get; init; }

    public bool NotNull { get; init; }

    /// <summary>The expression as written; null means there is no default.</summary>
    public string? Default { get; init; }

    public GeneratedKind Generated { get; init; }

    /// <summary>The expression of a generated column; null for an ordinary one.</summary>
    public string? GenerationExpression { get; init; }

    public IdentityKind Identity { get; init; }

    /// <summary>Written as <c>serial</c>: the type is the integer, the default <c>nextval</c> of a sequence that belongs to the column.</summary>
    public bool Serial { get; init; }

    /// <summary>SQLite's AUTOINCREMENT.</summary>
    public bool AutoIncrement { get; init; }

    /// <summary>null means the type's own collation.</summary>
    public string? Collation { get; init; }

    /// <summary>SET STORAGE, STATISTICS, COMPRESSION and attribute options as written, by lower-case name.</summary>
    public EquatableList<string> Options { get; init; }

    /// <summary>What COMMENT ON COLUMN says, in a snapshot.</summary>
    public string? Comment { get; init; }
}

public enum ConstraintKind
{
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Exclusion,
    NotNull,
}

public enum ReferentialAction
{
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

/// <summary>What a foreign key points at. No columns means the primary key of <see cref="Table"/>.</summary>
public sealed record ForeignKeyReference(ObjectName Table, EquatableList<string> Columns)
{
    public ReferentialAction OnDelete { get; init; }

    public ReferentialAction OnUpdate { get; init; }

    public bool MatchFull { get; init; }
}

public sealed record ConstraintDefinition
{
    /// <summary>null until the fold gives the name that the engine would choose; SQLite's unnamed constraints stay without.</summary>
    public string? Name { get; init; }

    public required ConstraintKind Kind { get; init; }

    public EquatableList<string> Columns { get; init; }

    /// <summary>
    /// The condition of a CHECK, or the elements of an EXCLUDE, as written; in SQLite also the keys of a PRIMARY KEY or UNIQUE where they are more than names
    /// (<c>a DESC, b COLLATE NOCASE</c>).
    /// </summary>
    public string? Expression { get; init; }

    public ForeignKeyReference? References { get; init; }

    public bool NotValid { get; init; }

    /// <summary>PostgreSQL 18: NOT ENFORCED.</summary>
    public bool NotEnforced { get; init; }

    public bool Deferrable { get; init; }

    public bool InitiallyDeferred { get; init; }

    public bool NoInherit { get; init; }

    public bool NullsNotDistinct { get; init; }

    public EquatableList<string> Include { get; init; }

    /// <summary>SQLite's ON CONFLICT in upper case: with <c>REPLACE</c> an insert deletes the rows in its way. null means ABORT.</summary>
    public string? OnConflict { get; init; }

    /// <summary>The existing index of ADD … USING INDEX.</summary>
    public string? UsingIndex { get; init; }

    /// <summary>What COMMENT ON CONSTRAINT says, in a snapshot.</summary>
    public string? Comment { get; init; }
}

/// <summary>One key of an index: a column, or an expression as written (without its outer parentheses).</summary>
public sealed record IndexElement
{
    public string? Column { get; init; }

    public string? Expression { get; init; }

    public string? Collation { get; init; }

    public string? OperatorClass { get; init; }

    public bool Descending { get; init; }

    /// <summary>null means the engine's own: last when ascending, first when descending.</summary>
    public bool? NullsFirst { get; init; }
}

public sealed record IndexDefinition
{
    /// <summary>null until the fold gives the name that the engine would choose.</summary>
    public string? Name { get; init; }

    public required ObjectName Table { get; init; }

    public required EquatableList<IndexElement> Elements { get; init; }

    public bool Unique { get; init; }

    /// <summary>Access method in lower case: <c>btree</c> where none was written.</summary>
    public string Method { get; init; } = "btree";

    public string? Where { get; init; }

    public EquatableList<string> Include { get; init; }

    public bool NullsNotDistinct { get; init; }

    /// <summary>Storage parameters as written (<c>fillfactor=70</c>).</summary>
    public EquatableList<string> Options { get; init; }
}
