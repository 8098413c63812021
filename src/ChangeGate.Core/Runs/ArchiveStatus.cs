using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>Rows that a run has kept for its rollback, as they lie in a database.</summary>
/// <param name="Archive">The table that keeps them.</param>
/// <param name="Rows">That it holds.</param>
public sealed record KeptRows(ObjectName Archive, long Rows)
{
    /// <summary>The table whose rows these are; null where the journal does not say, or it keeps something else (sequences, owners).</summary>
    public ObjectName? Source { get; init; }

    /// <summary>Bytes on disk; null where the engine does not say.</summary>
    public long? Bytes { get; init; }

    /// <summary>The migration that took them away; null where the journal knows none.</summary>
    public string? Migration { get; init; }

    public string? RunId { get; init; }

    /// <summary>When that migration ran.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The migration stands: its rollback brings these rows back, as long as they are here.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Not while a rollback needs what no table tells again: the numbers of sequences and the owners of objects.</summary>
    public bool MayGo => !IsNeeded || Source is not null;

    /// <summary>null where nothing says when it was made.</summary>
    public TimeSpan? AgeAt(DateTimeOffset now) => At is { } at ? now - at : null;
}

/// <summary>What rollbacks have kept in one environment.</summary>
public sealed record ArchiveStatus
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string Server { get; init; }

    public required string Database { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In the order of their names.</summary>
    public required EquatableList<KeptRows> Archives { get; init; }

    /// <summary>Those that were chosen to be purged; null where none were asked for.</summary>
    public EquatableList<KeptRows>? Purged { get; init; }

    /// <summary>Whether they are gone, and not only chosen.</summary>
    public bool IsDone { get; init; }
}
