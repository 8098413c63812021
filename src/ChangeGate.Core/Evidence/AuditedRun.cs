using ChangeGate.Ledgers;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>One run of a period, as an auditor gets it.</summary>
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
    public required EvidenceContents Contents { get; init; }

    /// <summary>Every claim of <c>verify</c>, with the ledger and with the bundles that it names. None where the bundle is not there.</summary>
    public required Verification Verification { get; init; }

    /// <summary>That the ledger has its last statement; null where the ledger could not be read.</summary>
    public required LogProof? Proof { get; init; }

    public BundleKind Kind => Contents.Header?.Kind ?? BundleKind.Decision;

    public EquatableList<ControlResult> Controls => Control.JudgeAll(this);
}
