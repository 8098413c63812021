using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>A migration as it will run: the very text that was judged, its statements, and how it is taken back.</summary>
public sealed record PlannedMigration(Migration Migration, Script Script, Rollback Rollback);

/// <summary>An allowed set on its way to one environment.</summary>
public sealed record RunPlan
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public EnvironmentClass EnvironmentClass { get; init; }

    /// <summary>What the approvals were given to; the journal keeps it beside the run.</summary>
    public required Digest SetDigest { get; init; }

    public required string Actor { get; init; }

    /// <summary>What must have been applied before, in order.</summary>
    public EquatableList<Migration> History { get; init; }

    /// <summary>What the set holds, in order. Those that the journal knows as applied with these bytes are passed over.</summary>
    public required EquatableList<PlannedMigration> Migrations { get; init; }

    /// <summary>What a rehearsal saw of the set; null where it was not rehearsed.</summary>
    public RehearsedPlan? Rehearsed { get; init; }
}

/// <summary>The schemas between which a set was rehearsed.</summary>
/// <param name="Schemas">By the path of the migration; without those that did not run to their end.</param>
/// <param name="Read">The schema before the set, as the texts of its history say it.</param>
/// <param name="MayDiffer">A run may begin on another schema, and may leave another: it is recorded all the same.</param>
public sealed record RehearsedPlan(IReadOnlyDictionary<string, RehearsedSchema> Schemas, SchemaSnapshot Read, bool MayDiffer);

/// <summary>Migrations that a database already has, though no journal says so.</summary>
public sealed record AdoptionPlan
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public EnvironmentClass EnvironmentClass { get; init; }

    public required string Actor { get; init; }

    /// <summary>In order, up to and including the last one that the database has.</summary>
    public required EquatableList<Migration> Migrations { get; init; }
}

/// <summary>Which run is taken back, and where.</summary>
public sealed record RollbackPlan
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public EnvironmentClass EnvironmentClass { get; init; }

    public required string Actor { get; init; }

    /// <summary>null means the latest run that still stands.</summary>
    public string? RunId { get; init; }
}

/// <summary>How long things may take before the runner gives up. <see cref="TimeSpan.Zero"/> means without a limit.</summary>
public sealed record RunLimits
{
    /// <summary>Waiting for another run on the same database to end.</summary>
    public TimeSpan OtherRun { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Waiting for a lock on a table: while a statement waits, everybody behind it waits too.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A statement that changes the schema while it holds a lock.</summary>
    public TimeSpan Statement { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A statement that reads or writes rows, or builds: index builds, validation, DML.</summary>
    public TimeSpan Build { get; init; } = TimeSpan.Zero;

    /// <summary>A connection that was lost by us must not hold its locks for ever.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A run does not begin while a transaction that is older holds a lock on something that it touches.</summary>
    public TimeSpan OldestTransaction { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A run does not begin while a replica is further behind than this.</summary>
    public TimeSpan ReplicaLag { get; init; }

    /// <summary>How often a transaction is tried that failed on a lock, a deadlock or a conflict and left nothing behind.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Before the second attempt; doubled each time.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
}
