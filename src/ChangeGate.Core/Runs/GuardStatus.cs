using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>What the guard inside a database does about changes that go round the gate. The zero value says that there is none.</summary>
public enum GuardMode
{
    None,

    /// <summary>Every change of the schema is recorded.</summary>
    Audit,

    /// <summary>It is also refused outside of a governed run.</summary>
    Enforce,
}

/// <summary>By what right a change of the schema came into a database. The zero value is none.</summary>
public enum GuardPassage
{
    /// <summary>By none: the guard only records.</summary>
    Outside,

    /// <summary>By a member of the role that may pass in an emergency.</summary>
    BreakGlass,

    /// <summary>ChangeGate's own tables.</summary>
    Upkeep,

    /// <summary>A statement of a governed run.</summary>
    Governed,
}

/// <summary>One change of the schema, as the guard recorded it. The text of the statement is kept nowhere.</summary>
/// <param name="Position">Grows with each event of a database; what was rolled back leaves gaps.</param>
public sealed record GuardEvent(long Position, DateTimeOffset At, GuardPassage Passage, string Tag)
{
    /// <summary>The run that it belongs to; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>Whom the session logged in as.</summary>
    public required string Login { get; init; }

    /// <summary>The role that it had taken.</summary>
    public required string Role { get; init; }

    /// <summary>As the client calls itself.</summary>
    public string? Application { get; init; }

    /// <summary>Address of the client; null where it came through a socket of the server's machine.</summary>
    public string? Client { get; init; }

    /// <summary>The server's process, and its transaction.</summary>
    public required int Process { get; init; }

    public required long Transaction { get; init; }

    /// <summary>Dropped by it, and not made or altered.</summary>
    public bool Drops { get; init; }

    /// <summary>As the server names them; the first 200.</summary>
    public required EquatableList<string> Objects { get; init; }

    public required long ObjectCount { get; init; }

    /// <summary>Of the text that the client sent, which may hold other statements too.</summary>
    public required Digest Statement { get; init; }

    /// <summary>It came past the gate.</summary>
    public bool IsUngoverned => Passage is GuardPassage.Outside or GuardPassage.BreakGlass;
}

/// <summary>The guard inside one database.</summary>
public sealed record GuardStatus
{
    public static GuardStatus None { get; } = new();

    public GuardMode Mode { get; init; }

    public string? Runner { get; init; }

    /// <summary>The role whose members may pass; null for none.</summary>
    public string? BreakGlass { get; init; }

    public DateTimeOffset? InstalledAt { get; init; }

    /// <summary>Whom the session had logged in as that installed it.</summary>
    public string? InstalledBy { get; init; }

    /// <summary>SHA-256 over what is installed, so that two looks can be compared.</summary>
    public Digest Fingerprint { get; init; }

    /// <summary>What is not as it was installed, as sentences.</summary>
    public EquatableList<string> Findings { get; init; }

    /// <summary>What came past the gate since the last run that reported it; oldest first.</summary>
    public EquatableList<GuardEvent> Unreported { get; init; }

    /// <summary>Of the last event of any kind; 0 for none.</summary>
    public long LastPosition { get; init; }

    public bool IsInstalled => Mode != GuardMode.None;

    public bool IsIntact => Findings.Count == 0;
}

/// <summary>The guard as a run found it.</summary>
/// <param name="Fingerprint">SHA-256 over what is installed.</param>
/// <param name="Events">What came past the gate since the run before that reported it; oldest first.</param>
public sealed record GuardSeen(GuardMode Mode, Digest Fingerprint, EquatableList<GuardEvent> Events);

/// <summary>How the guard of a database shall be.</summary>
/// <param name="Runner">The role that governed runs log in as, or that theirs is a member of.</param>
/// <param name="BreakGlass">null for nobody.</param>
public sealed record GuardRequest(GuardMode Mode, string Runner, string? BreakGlass)
{
    /// <summary>A role that may read what is recorded, beside the runner; null for none.</summary>
    public string? Reader { get; init; }
}

/// <summary>The guard of one environment, and what it recorded, where that was asked for.</summary>
public sealed record GuardReport
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string Server { get; init; }

    public required string Database { get; init; }

    public required GuardStatus Guard { get; init; }

    /// <summary>null where they were not asked for; oldest first.</summary>
    public EquatableList<GuardEvent>? Events { get; init; }

    /// <summary>What was done, as a sentence; null where it was only looked at.</summary>
    public string? Done { get; init; }
}
