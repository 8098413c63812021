using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals;

/// <summary>What a statement did on a shadow, as the engine itself tells it.</summary>
public sealed record ObservedStatement
{
    /// <summary>Where it stands in the migration.</summary>
    public required Span Span { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Taken by this statement and not before it in its transaction, ordered by relation.</summary>
    public EquatableList<ObservedLock> Locks { get; init; }

    /// <summary>Relations whose rows were written anew into another file.</summary>
    public EquatableList<ObjectName> Rewritten { get; init; }

    /// <summary>Relations that were read from end to end.</summary>
    public EquatableList<ObjectName> Scanned { get; init; }

    /// <summary>What is there since, however it came about: relations, columns, routines, types and triggers. What came with a table is not told beside it. Ordered by name.</summary>
    public EquatableList<ObjectId> Made { get; init; }

    /// <summary>What is gone since; as with <see cref="Made"/>.</summary>
    public EquatableList<ObjectId> Dropped { get; init; }

    /// <summary>In the order in which the engine gave them.</summary>
    public EquatableList<ObservedNotice> Notices { get; init; }

    /// <summary>Rows that it inserted, changed or deleted; null where the engine counts none.</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes that it wrote into the engine's log; null where the engine has none.</summary>
    public long? WalBytes { get; init; }

    /// <summary>Bytes of files that it sorted or hashed in and that are gone again; null where the engine does not tell.</summary>
    public long? TemporaryBytes { get; init; }

    /// <summary>What it would take where it is to run; null where nothing is known of sizes there, or nothing depends on them.</summary>
    public SizeEstimate? AtSize { get; init; }

    /// <summary>null when it succeeded.</summary>
    public ObservedError? Error { get; init; }
}

/// <param name="Mode">As the engine names it: <c>ACCESS EXCLUSIVE</c>.</param>
public sealed record ObservedLock(ObjectName Relation, string Mode);

/// <summary>What an engine remarked on a statement that it did not refuse.</summary>
/// <param name="Code">SQLSTATE.</param>
/// <param name="Message">null for what code of the migration said: there may be values of rows in it.</param>
public sealed record ObservedNotice(string Code, string? Message);

/// <summary>Why an engine refused a statement.</summary>
/// <param name="Code">SQLSTATE, or SQLite's extended result code.</param>
/// <param name="Message">Without any value of a row.</param>
/// <param name="Position">In the migration; null where the engine does not say.</param>
public sealed record ObservedError(string Code, string Message, LinePosition? Position);
