using ChangeGate.Migrations;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What a signed statement of a bundle speaks of, in the order in which it comes about.</summary>
public enum EvidenceStage
{
    /// <summary>The migrations byte for byte, their statements, and the digest that approvals cover.</summary>
    Set,

    /// <summary>What the rules found, and the risk with its parts.</summary>
    Findings,

    /// <summary>How each migration is taken back, or why not.</summary>
    Rollback,

    /// <summary>What the set did on databases that were thrown away. Only where it was rehearsed.</summary>
    Rehearsal,

    /// <summary>The policy that judged, whole, and what it said.</summary>
    Decision,

    /// <summary>Every approval file that was looked at, as it was signed.</summary>
    Approvals,

    /// <summary>What ran, statement by statement.</summary>
    Run,

    /// <summary>What came past the gate between runs, and whether the schema drifted.</summary>
    Guard,
}

/// <summary>What a bundle is evidence of. The zero value claims no run.</summary>
public enum BundleKind
{
    /// <summary>A decision, and nothing ran.</summary>
    Decision,
    Apply,

    /// <summary>An earlier run was taken back.</summary>
    Rollback,

    /// <summary>Nothing ran: guard and schema were looked at.</summary>
    Guard,
}

/// <summary>What every statement of a bundle says of itself.</summary>
public sealed record EvidenceHeader
{
    /// <summary>The run's id, or one that the host gave.</summary>
    public required string Bundle { get; init; }

    public required BundleKind Kind { get; init; }

    public required EvidenceStage Stage { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required int Of { get; init; }

    /// <summary>Digest of the payload before; for the first, of the last payload of the bundle before on the same target and environment. null: there is none before.</summary>
    public required Digest? Previous { get; init; }

    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Program and version that wrote it.</summary>
    public required string Tool { get; init; }
}

internal static class EvidenceStages
{
    private const string PredicatePrefix = "urn:changegate:evidence:";

    private const string PredicateVersion = ":v1";

    /// <param name="isRehearsed">A rollback takes back what was rehearsed before it, and has no rehearsal of its own.</param>
    public static EquatableList<EvidenceStage> Of(BundleKind kind, bool isRehearsed) => kind switch
    {
        BundleKind.Apply => [.. Judged(isRehearsed), EvidenceStage.Run],
        BundleKind.Rollback => [EvidenceStage.Approvals, EvidenceStage.Run],
        BundleKind.Guard => [EvidenceStage.Guard],
        _ => Judged(isRehearsed),
    };

    private static EquatableList<EvidenceStage> Judged(bool isRehearsed) => isRehearsed
        ? [EvidenceStage.Set, EvidenceStage.Findings, EvidenceStage.Rollback, EvidenceStage.Rehearsal, EvidenceStage.Decision, EvidenceStage.Approvals]
        : [EvidenceStage.Set, EvidenceStage.Findings, EvidenceStage.Rollback, EvidenceStage.Decision, EvidenceStage.Approvals];

    public static string PredicateTypeOf(EvidenceStage stage) => PredicatePrefix + Keywords.Write(stage) + PredicateVersion;

    /// <exception cref="FormatException">It is none of ours.</exception>
    public static EvidenceStage StageOf(string predicateType) =>
        Enum.GetValues<EvidenceStage>().Cast<EvidenceStage?>().FirstOrDefault(stage => PredicateTypeOf(stage!.Value) == predicateType)
        ?? throw new FormatException("is of a predicate type that no stage of a run has");
}
