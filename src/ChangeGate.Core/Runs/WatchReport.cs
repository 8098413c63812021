using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>The schema of a database against the one that the last run left, by fingerprints and names alone: definitions may hold values.</summary>
/// <param name="Expected">What the journal recorded.</param>
/// <param name="Found">What is there.</param>
public sealed record DriftSeen(Digest Expected, Digest Found)
{
    /// <summary>Names of what differs; the first 200.</summary>
    public EquatableList<string> Objects { get; init; }

    public long ObjectCount { get; init; }

    /// <summary>A guard that must have seen it recorded nothing.</summary>
    public bool WentRoundGuard { get; init; }

    public bool HasDrifted => Expected != Found;
}

/// <summary>What the guard of a database and its schema say between runs, to be recorded.</summary>
public sealed record WatchReport
{
    /// <summary>Most events of one report: what is more goes into the next.</summary>
    public const int MostEvents = 5_000;

    private const int MostObjects = 200;

    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    public required string Server { get; init; }

    public required string Database { get; init; }

    public required GuardMode Mode { get; init; }

    /// <summary>Of what is installed; the zero value where no guard is.</summary>
    public Digest Fingerprint { get; init; }

    /// <summary>What of the guard is not as it was installed, as sentences.</summary>
    public EquatableList<string> Findings { get; init; }

    /// <summary>What came past the gate and was recorded nowhere yet, by their positions.</summary>
    public EquatableList<GuardEvent> Events { get; init; }

    public required DriftSeen Drift { get; init; }

    /// <param name="drift">As it is now.</param>
    /// <param name="environmentClass">As the configuration says it.</param>
    /// <param name="events">That are to be recorded.</param>
    public static WatchReport Of(DriftReport drift, EnvironmentClass environmentClass, IEnumerable<GuardEvent> events) => new()
    {
        Target = drift.Target,
        Environment = drift.Environment,
        EnvironmentClass = environmentClass,
        Server = drift.Server,
        Database = drift.Database,
        Mode = drift.Guard.Mode,
        Fingerprint = drift.Guard.Fingerprint,
        Findings = drift.Guard.Findings,
        Events = [.. events],
        Drift = new DriftSeen(drift.Expected, drift.Found)
        {
            Objects = [.. drift.Difference.Differences.Take(MostObjects).Select(static difference => difference.Object.ToString())],
            ObjectCount = drift.Difference.Differences.Count,
            WentRoundGuard = drift.WentRoundGuard,
        },
    };

    /// <summary>Whether it says of guard and schema what another said, whatever came past meanwhile.</summary>
    public bool IsLike(WatchReport other) =>
        (Mode, Fingerprint, Findings) == (other.Mode, other.Fingerprint, other.Findings)
        && (Drift.HasDrifted ? Drift == other.Drift : !other.Drift.HasDrifted);
}
