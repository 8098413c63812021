using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Findings;

/// <summary>How bad one finding is. The zero value is the worst.</summary>
public enum Risk
{
    Danger,
    Caution,
    Notice,
}

public enum Hazard
{
    Unreadable,
    DataLoss,
    Irreversible,
    Security,
    Integrity,
    Availability,
    Rewrite,
    Compatibility,
    Correctness,
    Convention,
}

/// <summary>What an engine holds while a statement runs.</summary>
/// <param name="Mode">The engine's own name: <c>ACCESS EXCLUSIVE</c>.</param>
public sealed record LockEffect(string Mode, EquatableList<ObjectName> Relations)
{
    public bool Rewrites { get; init; }

    public bool Scans { get; init; }

    /// <summary>What it holds on other relations, where that is weaker.</summary>
    public LockEffect? Besides { get; init; }

    /// <summary>In words: <c>reads and writes</c>, <c>writes</c>, <c>other schema changes</c>.</summary>
    public required string Blocks { get; init; }
}

/// <summary>A rule's report about one change.</summary>
public sealed record Finding
{
    /// <summary>Stable: <c>CG102</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Stable: <c>drop-column</c>.</summary>
    public required string Rule { get; init; }

    public required Risk Risk { get; init; }

    public required EquatableList<Hazard> Hazards { get; init; }

    /// <summary>The migration's path.</summary>
    public required string Path { get; init; }

    public required Span Span { get; init; }

    public required LinePosition Position { get; init; }

    /// <summary>Resolved; null where there is no object.</summary>
    public ObjectId? Object { get; init; }

    /// <summary>One sentence or two: names in backticks, what happens to whom. Names may be hostile: renderers escape them.</summary>
    public required string Message { get; init; }

    /// <summary>Imperative; empty where there is nothing to do but decide.</summary>
    public required string Remedy { get; init; }

    /// <summary>The safe way as SQL that can be pasted; null where it depends on more than the text says.</summary>
    public string? SafeSql { get; init; }

    public LockEffect? Lock { get; init; }

    /// <summary>Rows of the table, from the statistics; null where unknown.</summary>
    public long? Rows { get; init; }

    /// <summary>False when the statement may or may not do it.</summary>
    public bool Certain { get; init; } = true;

    /// <summary>What the rehearsal showed; null where there was none.</summary>
    public Observation? Observed { get; init; }

    /// <summary>The written reason of an exception to this finding; null when there is none.</summary>
    public string? Suppressed { get; init; }
}
