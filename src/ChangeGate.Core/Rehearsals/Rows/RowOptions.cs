using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>What synthetic rows are made of. The same options and the same schema give the same rows.</summary>
public sealed record RowOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Wanted in each table whose size is not known; fewer where keys or checks leave no more.</summary>
    public int Rows { get; init; } = 12;

    /// <summary>No value at the edge of its type, no NULL and no repetition where it can be avoided: rows that hardly any change stumbles over.</summary>
    public bool IsPlain { get; init; }

    /// <summary>A row does not refer to rows of two tables that belong together, where others are there: what joins them finds other pairs.</summary>
    public bool IsCrossed { get; init; }

    /// <summary>A column has what its table would put there, where that is a constant and no key or check speaks of it: a value that whoever wrote the schema expects.</summary>
    public bool TakesDefaults { get; init; }

    /// <summary>Columns of text that hold what another type can read.</summary>
    public EquatableList<SpelledColumn> Spelled { get; init; }

    /// <summary>Tables that stay empty whatever is known of them.</summary>
    public EquatableList<ObjectName> Without { get; init; }

    /// <summary>Of the target: a table that is larger there has more rows here as well. null where sizes are not known.</summary>
    public SchemaStatistics? Statistics { get; init; }
}
