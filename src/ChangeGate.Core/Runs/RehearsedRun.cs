using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>How a live schema stands to the one of the rehearsal. The zero value claims nothing.</summary>
public enum SchemaAgreement
{
    NotCompared,
    Differs,

    /// <summary>Nothing differs that a history could know of.</summary>
    Same,
}

/// <summary>A live schema at one moment, held against the schema that the rehearsal had at the same point.</summary>
public sealed record SchemaMatch(SchemaAgreement Agreement)
{
    /// <summary>Fingerprint on the shadow; null where nothing was compared.</summary>
    public Digest? Expected { get; init; }

    /// <summary>Of the live schema, without archives and with columns in the order of the shadow's; null where nothing was compared.</summary>
    public Digest? Found { get; init; }

    /// <summary>What counts, as prose: <c>`public.orders_late` appeared</c>. The first of them.</summary>
    public EquatableList<string> Differences { get; init; }

    /// <summary>What differs and does not count: no history can know it, or it differed before the run. The first of it, as prose.</summary>
    public EquatableList<string> Aside { get; init; }

    /// <summary>Why nothing was compared, as a sentence; null where it was.</summary>
    public string? Because { get; init; }

    public static SchemaMatch NotCompared(string because) => new(SchemaAgreement.NotCompared) { Because = because };
}

/// <summary>A run beside the rehearsal that its decision was made on: whether it began where that began, and ended where that ended.</summary>
/// <param name="MayDiffer">The target lets a run begin on another schema, and end on another.</param>
public sealed record RehearsedRun(SchemaMatch Before, SchemaMatch After, bool MayDiffer)
{
    /// <summary>It left something else than was rehearsed, and nobody allowed that.</summary>
    public bool IsAstray => After.Agreement == SchemaAgreement.Differs && !MayDiffer;
}
