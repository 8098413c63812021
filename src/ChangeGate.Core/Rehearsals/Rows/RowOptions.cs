using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>What synthetic rows are made of. The same options and the same schema give the same rows.</summary>
public sealed record RowOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Wanted in each table; fewer where keys or checks leave no more.</summary>
    public int Rows { get; init; } = 12;

    /// <summary>No value at the edge of its type, no NULL and no repetition where it can be avoided: rows that hardly any change stumbles over.</summary>
    public bool IsPlain { get; init; }

    /// <summary>A table that is known to be empty stays empty; null where sizes are not known.</summary>
    public SchemaStatistics? Statistics { get; init; }
}
