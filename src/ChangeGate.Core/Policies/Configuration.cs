using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Redaction;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>What <c>changegate.yml</c> says. Templates (<c>${VAR}</c>) stay as written: only a host knows their values.</summary>
public sealed record Configuration
{
    public EquatableList<Target> Targets { get; init; }

    public required Policy Policy { get; init; }

    public EvidenceSettings Evidence { get; init; } = new();

    /// <summary>How long what runs kept for their rollbacks is wanted; null where nobody says.</summary>
    public TimeSpan? KeepArchives { get; init; }

    /// <summary>Programs that write proposals here, beside those that are known everywhere.</summary>
    public EquatableList<ListedAgent> Agents { get; init; }

    /// <summary>Who may say who runs something, where an environment does not say it itself.</summary>
    public IdentitySettings Identity { get; init; } = IdentitySettings.None;

    /// <summary>What holds in one environment; what holds everywhere where there is none of that name.</summary>
    public IdentitySettings IdentityIn(string target, string environment) =>
        Targets.FirstOrDefault(one => one.Name == target)?.Environments.FirstOrDefault(one => one.Name == environment)?.Identity ?? Identity;
}

/// <summary>A program that writes proposals. Accounts and Apps prove that it did; addresses and trailers only suggest it, because anybody can write them.</summary>
public sealed record ListedAgent(string Name)
{
    /// <summary>Accounts with which it works, people's own accounts among them: without @.</summary>
    public EquatableList<string> Logins { get; init; }

    /// <summary>Slugs of its Apps, without <c>[bot]</c>.</summary>
    public EquatableList<string> Apps { get; init; }

    /// <summary>What an address in a commit holds.</summary>
    public EquatableList<string> Emails { get; init; }

    /// <summary>What a commit's message or the description of a proposal holds.</summary>
    public EquatableList<string> Trailers { get; init; }
}

/// <summary>One database schema that migrations are written for.</summary>
public sealed record Target
{
    public required string Name { get; init; }

    public required Dialect Dialect { get; init; }

    /// <summary>Major version of the engine in production; 0 means unknown.</summary>
    public int Engine { get; init; }

    /// <summary>The highest major version where several are in production, <see cref="Engine"/> being the lowest; 0 where there is one.</summary>
    public int EngineUpTo { get; init; }

    /// <summary>Folder of the migrations, relative to the configuration's folder, with forward slashes.</summary>
    public required string Migrations { get; init; }

    /// <summary>null: found out from the folder.</summary>
    public MigrationLayout? Layout { get; init; }

    public JournalSetting Journal { get; init; } = JournalSetting.Own;

    /// <summary>File of <c>changegate snapshot</c>, relative to the configuration's folder; null where there is none.</summary>
    public string? Statistics { get; init; }

    /// <summary>null where the configuration does not speak of rehearsals.</summary>
    public RehearsalSetting? Rehearsal { get; init; }

    public EquatableList<TargetEnvironment> Environments { get; init; }
}

/// <summary>How a target is rehearsed.</summary>
/// <param name="Server">Where: <c>auto</c>, <c>embedded</c>, <c>docker</c>, <c>docker://IMAGE</c>, <c>local</c>, <c>none</c>, or a connection's template.</param>
/// <param name="StatementLimit">How long a statement may run there; null where nobody says.</param>
public sealed record RehearsalSetting(string Server, TimeSpan? StatementLimit)
{
    /// <summary>Whether a run may begin on another schema than was rehearsed, and leave another; it is recorded all the same.</summary>
    public bool RecordsOtherSchema { get; init; }
}

/// <summary>One place where a target's migrations run.</summary>
public sealed record TargetEnvironment(string Name, ConnectionTemplate Connection, EnvironmentClass Class)
{
    /// <summary>When changes may run there; null for always. Rollbacks may at any time.</summary>
    public ChangeWindows? Windows { get; init; }

    /// <summary>A run does not begin while an older transaction holds what it needs; null where nobody says.</summary>
    public TimeSpan? OldestTransaction { get; init; }

    /// <summary>A run does not begin while a replica is further behind; null for any.</summary>
    public TimeSpan? ReplicaLag { get; init; }

    public RunTimeouts Timeouts { get; init; } = new();

    /// <summary>How the members of a fleet are taken in turn; null where the configuration does not say.</summary>
    public FleetSettings? Fleet { get; init; }

    /// <summary>Migrations may run as a superuser.</summary>
    public bool MayBeSuperuser { get; init; }

    /// <summary>Who may say who runs something here, instead of those of the whole configuration; null for these.</summary>
    public IdentitySettings? Identity { get; init; }
}

/// <summary>A connection string as written, most often <c>${VAR}</c>. It may hold a secret all the same, so it never prints.</summary>
public sealed record ConnectionTemplate(string Value)
{
    public override string ToString() => "(connection)";
}

/// <param name="Folder">Where bundles are written, relative to the configuration's folder.</param>
/// <param name="Key">File or template (<c>${VAR}</c>) of the private key that signs them; null where none is set.</param>
public sealed record EvidenceSettings(string Folder = ".changegate/evidence", string? Key = null)
{
    /// <summary>What is taken out of scripts before they are signed.</summary>
    public RedactionScope Redact { get; init; }

    /// <summary>Where every run puts a copy of the checkpoint of its ledger.</summary>
    public EquatableList<AnchorSetting> Anchors { get; init; }
}

/// <summary>Of what kind a place is that keeps checkpoints.</summary>
public enum AnchorKind
{
    /// <summary>Checkpoints are added to its end.</summary>
    File,

    /// <summary>A tag for each checkpoint.</summary>
    GitTag,

    /// <summary>A commit for each checkpoint.</summary>
    GitBranch,
}

/// <summary>A place where whoever runs the ledger cannot change its checkpoints unseen.</summary>
/// <param name="Place">Of a file its path, relative to the configuration's folder; of tags what their names begin with; of a branch its name.</param>
/// <param name="Push">The remote that the tag or branch is pushed to; null where somebody else does that.</param>
public sealed record AnchorSetting(AnchorKind Kind, string Place, string? Push = null);
