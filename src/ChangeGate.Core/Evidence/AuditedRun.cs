using ChangeGate.Ledgers;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>One run of a period, or one look at a guard, as an auditor gets it: what the bundle says in short, and not the bundle.</summary>
public sealed record AuditedRun
{
    /// <summary>Of its first entry in the ledger.</summary>
    public required long First { get; init; }

    /// <summary>Of its last.</summary>
    public required long Last { get; init; }

    /// <summary>Of its last statement.</summary>
    public required LedgerEntry Entry { get; init; }

    /// <summary>Its name; null where the bundle is not there.</summary>
    public required string? File { get; init; }

    /// <summary>What the bundle says; empty where it is not there.</summary>
    public required RunSummary Summary { get; init; }

    /// <summary>Every claim of <c>verify</c>, with the ledger and with the bundles that it names. None where the bundle is not there.</summary>
    public required Verification Verification { get; init; }

    /// <summary>That the ledger has its last statement; null where the ledger could not be read.</summary>
    public required LogProof? Proof { get; init; }

    public required EquatableList<ControlResult> Controls { get; init; }

    public BundleKind Kind => Summary.Kind;
}

/// <summary>What a bundle says, in the words of one line. null is not known, or nothing that such a bundle says.</summary>
public sealed record RunSummary
{
    public static RunSummary None { get; } = new();

    /// <summary>The zero value, which claims no run, where nothing could be read.</summary>
    public BundleKind Kind { get; private init; }

    public DateTimeOffset? StartedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private init; }

    public Runs.RunOutcome? Outcome { get; private init; }

    public string? Actor { get; private init; }

    /// <summary>Of who asked: person, service or agent.</summary>
    public string? RequesterKind { get; private init; }

    public string? OnBehalfOf { get; private init; }

    /// <summary>A token of the CI proves who asked.</summary>
    public bool? IsProved { get; private init; }

    public Digest? Set { get; private init; }

    /// <summary>Paths.</summary>
    public EquatableList<string>? Migrations { get; private init; }

    public string? Decision { get; private init; }

    /// <summary>0 to 100.</summary>
    public int? Risk { get; private init; }

    /// <summary>That counted.</summary>
    public int? Approvals { get; private init; }

    public EquatableList<string>? Authors { get; private init; }

    public string? Commit { get; private init; }

    /// <summary>What came past the gate, as it tells.</summary>
    public int? GuardEvents { get; private init; }

    /// <summary>Of a look at the guard: whether the schema was another than the last run left.</summary>
    public bool? HasDrifted { get; private init; }

    public static RunSummary Of(EvidenceContents contents)
    {
        var report = contents.Run?.Report;

        return new RunSummary
        {
            Kind = contents.Header?.Kind ?? BundleKind.Decision,
            StartedAt = report?.StartedAt,
            EndedAt = report?.EndedAt,
            Outcome = report?.Outcome,
            Actor = report?.Actor,
            RequesterKind = report?.Identity is { } identity ? Keywords.Write(identity.Kind) : null,
            OnBehalfOf = report?.Identity?.OnBehalfOf?.Name,
            IsProved = report?.Identity is { } asked ? asked.Token is not null : null,
            Set = report?.SetDigest,
            Migrations = report is null ? default(EquatableList<string>?) : [.. report.Migrations.Select(static migration => migration.Path)],
            Decision = contents.Decision is { } decision ? Keywords.Write(decision.Verdict) : null,
            Risk = contents.Findings?.Risk.Score,
            Approvals = contents.Approvals?.Approvals.Count(static approval => approval.Counts),
            Authors = contents.Set?.Set.Authorship.Names,
            Commit = contents.Set?.Set.HeadCommit,
            GuardEvents = contents.Watch is null && report?.Guard is null ? null : GuardMemory.EventsOf(contents).Count(),
            HasDrifted = contents.Watch?.Report.Drift.HasDrifted,
        };
    }
}
