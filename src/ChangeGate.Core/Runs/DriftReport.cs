using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>The schema as it is, held against the one that the last run left.</summary>
public sealed record DriftReport
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string Server { get; init; }

    public required string Database { get; init; }

    /// <summary>Fingerprint that the journal recorded.</summary>
    public required Digest Expected { get; init; }

    public required Digest Found { get; init; }

    /// <summary>When the journal recorded it; null where no run has.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>From what was recorded to what is there.</summary>
    public required SchemaDiff Difference { get; init; }

    public bool HasDrifted => Expected != Found;

    /// <summary>What the guard inside the database says.</summary>
    public GuardStatus Guard { get; init; } = GuardStatus.None;

    /// <summary>The last run ended well and left the schema that it recorded, under the guard that is there now: whatever differs since, the guard must have seen.</summary>
    public bool GuardSawAll { get; init; }

    /// <summary>The schema changed, and the guard recorded nothing.</summary>
    public bool WentRoundGuard => HasDrifted && GuardSawAll && Guard.Unreported.Count == 0;

    /// <summary>Nothing may run before a person has mended it.</summary>
    public bool IsBroken => HasDrifted || !Guard.IsIntact;
}
