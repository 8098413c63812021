using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>What became of a member of a fleet. The zero value claims nothing.</summary>
public enum MemberState
{
    /// <summary>Its run failed, or needs a person: its journal says how far it came.</summary>
    Failed,

    /// <summary>It could not be reached or used. Nothing ran there.</summary>
    Unreachable,

    /// <summary>What is there is not what the set was judged on, or nobody may run it. Nothing ran there.</summary>
    Refused,

    /// <summary>Its run ended at a boundary because another member's failed; the same command goes on with it.</summary>
    Stopped,

    /// <summary>It was looked at, and its turn did not come.</summary>
    NotBegun,

    /// <summary>It had everything before.</summary>
    UpToDate,

    /// <summary>It has everything now.</summary>
    Done,
}

/// <summary>One database of a fleet.</summary>
public sealed record FleetMemberReport(string Name, MemberState State)
{
    /// <summary>Why it has not come to its end, as a sentence; null where it has, or where its turn did not come.</summary>
    public string? Because { get; init; }

    /// <summary>What to do about that.</summary>
    public string? Remedy { get; init; }

    /// <summary>Engine and exact version; null where it was not reached.</summary>
    public string? Server { get; init; }

    public string? Database { get; init; }

    /// <summary>Its runs, oldest first; one for each part of the set that was approved by itself.</summary>
    public EquatableList<FleetRun> Runs { get; init; }

    /// <summary>From the beginning of its turn; null where it had none.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>null where it was not asked.</summary>
    public HealthAnswer? Health { get; init; }

    /// <summary>Whether it has all that the fleet is to have.</summary>
    public bool HasAll => State is MemberState.Done or MemberState.UpToDate;
}

/// <param name="Evidence">The file name of its bundle.</param>
public sealed record FleetRun(string Id, Digest Set, RunOutcome Outcome, string? Evidence);

/// <param name="IsWell">The query gave one row with one true value.</param>
/// <param name="Because">What it gave, or why it gave nothing; never a value of a row.</param>
public sealed record HealthAnswer(bool IsWell, string Because);

/// <summary>Members that were run before the next wave began.</summary>
public sealed record FleetWaveReport(string Name, EquatableList<FleetMemberReport> Members)
{
    public required int Parallel { get; init; }

    public int Tolerated { get; init; }

    /// <summary>SHA-256 of the query that its members were asked; null where they were not.</summary>
    public Digest? Question { get; init; }

    public bool IsWell => Members.All(static member => member.Health is null or { IsWell: true });

    public int Count(MemberState state) => Members.Count(member => member.State == state);
}

/// <summary>One approved set on its way through a fleet.</summary>
public sealed record FleetReport
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    /// <summary>Of the sets that run on each member, in order; more than one where they were approved one by one. Empty where no member lacks anything.</summary>
    public EquatableList<Digest> Sets { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required EquatableList<FleetWaveReport> Waves { get; init; }

    /// <summary>Why it went no further, as a sentence; null where it came to its end.</summary>
    public string? Because { get; init; }

    public IEnumerable<FleetMemberReport> Members => Waves.SelectMany(static wave => wave.Members);

    public bool IsComplete => Because is null && Waves.All(static wave => wave.IsWell) && Members.All(static member => member.HasAll);
}
