using ChangeGate.Text;

namespace ChangeGate.Rules;

/// <summary>How much a rule lets pass, and the names that a team asks for. What nobody sets is as it is here.</summary>
public sealed record RuleLimits
{
    /// <summary>Rows that one INSERT may write (insert-row-limit).</summary>
    public int InsertedRows { get; init; } = 1_000;

    /// <summary>Rows that one statement may change, by the statistics (affected-rows-limit).</summary>
    public int AffectedRows { get; init; } = 10_000;

    /// <summary>Rows of a table from which on an UPDATE or DELETE has to go by parts (unbatched-backfill).</summary>
    public int BackfilledRows { get; init; } = 100_000;

    /// <summary>Keys of an index that is not unique (too-many-index-columns).</summary>
    public int IndexColumns { get; init; } = 3;

    public int UniqueIndexColumns { get; init; } = 5;

    public int IndexesPerTable { get; init; } = 10;

    /// <summary>The longest lock_timeout that still protects anybody (timeout-too-long-or-zero).</summary>
    public int LockTimeoutSeconds { get; init; } = 10;

    /// <summary>A regular expression: names under which a table may be dropped (drop-naming-convention).</summary>
    public string DroppedTables { get; init; } = "_(deprecated|deleted?|del|drop|dropped|old|unused|retired)(_?[0-9]+)*$";

    /// <summary>A regular expression for the names of tables; null where any name will do (required-columns-or-comments).</summary>
    public string? TableNames { get; init; }

    public string? ColumnNames { get; init; }

    /// <summary>Columns that every new table has (required-columns-or-comments).</summary>
    public EquatableList<string> RequiredColumns { get; init; }

    /// <summary>Types that no column may have, as they are written (required-columns-or-comments).</summary>
    public EquatableList<string> DeniedTypes { get; init; }
}
