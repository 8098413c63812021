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

    /// <summary>Rows that it inserted, changed or deleted; null where the engine counts none.</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes that it wrote into the engine's log; null where the engine has none.</summary>
    public long? WalBytes { get; init; }

    /// <summary>What it would take where it is to run; null where nothing is known of sizes there, or nothing depends on them.</summary>
    public SizeEstimate? AtSize { get; init; }

    /// <summary>null when it succeeded.</summary>
    public ObservedError? Error { get; init; }
}

/// <param name="Mode">As the engine names it: <c>ACCESS EXCLUSIVE</c>.</param>
public sealed record ObservedLock(ObjectName Relation, string Mode);

/// <summary>Why an engine refused a statement.</summary>
/// <param name="Code">SQLSTATE, or SQLite's extended result code.</param>
/// <param name="Message">Without any value of a row.</param>
/// <param name="Position">In the migration; null where the engine does not say.</param>
public sealed record ObservedError(string Code, string Message, LinePosition? Position);
