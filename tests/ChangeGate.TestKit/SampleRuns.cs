using ChangeGate.Changes;
using ChangeGate.Evidence;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>Runs, put together by hand.</summary>
public static class SampleRuns
{
    public static RunReport Applied { get; } = new()
    {
        Id = "20261103-120000-a1b2",
        Kind = RunKind.Apply,
        Target = "shop",
        Environment = "production",
        EnvironmentClass = EnvironmentClass.Protected,
        Server = "PostgreSQL 16.14",
        Database = "shop",
        SetDigest = Digest.Of("set"),
        StartedAt = SampleJudgements.Noon,
        EndedAt = SampleJudgements.Noon.AddMilliseconds(4_310),
        Outcome = RunOutcome.Succeeded,
        SchemaBefore = Digest.Of("before"),
        SchemaAfter = Digest.Of("after"),
        Actor = "deploy@ci",
        Migrations = [new RanMigration("0012_drop_note.sql", Digest.Of("a")), new RanMigration("0013_status_index.sql", Digest.Of("b"))],
        Archives = [new ArchiveTable(new ObjectName("public", "orders"), new ObjectName("changegate_archive", "run1_orders"), ["id", "note"])],
        Statements =
        [
            Statement("0012_drop_note.sql", 0, 210, 1_200_000),
            Statement("0012_drop_note.sql", 1, 14, null),
            Statement("0013_status_index.sql", 1, 4_020, null),
        ],
    };

    public static RunReport Failed { get; } = Applied with
    {
        Outcome = RunOutcome.Failed,
        Because = "Statement 1 of `0012_drop_note.sql` failed: 55P03: canceling statement due to lock timeout",
        SchemaAfter = Digest.Of("before"),
        Migrations = [],
        Archives = [],
        Statements = [Statement("0012_drop_note.sql", 1, 5_000, null) with { Outcome = RunOutcome.Failed, Error = "55P03: canceling statement due to lock timeout" }],
    };

    /// <summary>What takes <see cref="Applied"/> back.</summary>
    public static RollbackManifest Manifest { get; } = new(Applied.Target, Applied.Environment, Applied.Id)
    {
        Migrations =
        [
            new ReverseOf("0012_drop_note.sql", Digest.Of("a"), ["ALTER TABLE public.orders ADD COLUMN note text", "UPDATE public.orders AS live SET note = kept.note FROM changegate_archive.run1_orders AS kept WHERE kept.id = live.id"]),
            new ReverseOf("0013_status_index.sql", Digest.Of("b"), ["DROP INDEX CONCURRENTLY public.orders_status_idx"]),
        ],
    };

    public static GuardEvent Urgent { get; } = new(17, SampleJudgements.Noon.AddHours(-2), GuardPassage.BreakGlass, "CREATE INDEX")
    {
        Login = "oncall",
        Role = "break`glass",
        Application = "psql",
        Client = "10.0.0.7",
        Process = 4711,
        Transaction = 991,
        Objects = ["public.orders_note_idx"],
        ObjectCount = 1,
        Statement = Digest.Of("create index orders_note_idx on orders (note)"),
    };

    public static GuardStatus Guard { get; } = new()
    {
        Mode = GuardMode.Enforce,
        Runner = "shop_runner",
        BreakGlass = "break_glass",
        InstalledAt = SampleJudgements.Noon.AddDays(-3),
        InstalledBy = "postgres",
        Fingerprint = Digest.Of("guard"),
        Findings = ["The guard's event trigger `changegate_guard_end` is gone."],
        Unreported = [Urgent, Urgent with { Position = 18, Passage = GuardPassage.Outside, Tag = "DROP TABLE", Drops = true, Login = "dev", Role = "dev", Objects = ["public.\u202Etmp"], Client = null }],
        LastPosition = 18,
    };

    public static GuardReport GuardLog { get; } = new()
    {
        Target = "shop",
        Environment = "production",
        Server = "PostgreSQL 16.14",
        Database = "shop",
        Guard = Guard,
        Events = [Urgent, Urgent with { Position = 19, Passage = GuardPassage.Governed, RunId = "20261103-120000-a1b2", Login = "shop_runner", Role = "shop_runner" }],
    };

    public static RoleReport Roles { get; } = new()
    {
        Target = "shop",
        Environment = "production",
        Server = "PostgreSQL 16.14",
        Database = "shop",
        Role = "post`gres",
        Findings = [new RoleFinding(RoleFinding.Superuser, "It is a superuser, or can become one: `postgres`.") { IsAllowed = true }, new RoleFinding("createrole", "It may make and change roles: `a\u202Eb`.")],
        Script = ["begin", "create role changegate_runner login", "commit"],
    };

    /// <summary>A run that found something to tell of.</summary>
    public static RunReport Guarded { get; } = Applied with { Guard = new GuardSeen(GuardMode.Enforce, Digest.Of("guard"), [Urgent]) };

    public static RunReport Asked { get; } = Applied with
    {
        Actor = SampleIdentities.Verified(Applied.StartedAt, "7f3c91aa04").Actor,
        Identity = SampleIdentities.Verified(Applied.StartedAt, "7f3c91aa04"),
    };

    public static RunReport RolledBack { get; } = Applied with
    {
        Id = "20261103-130000-c3d4",
        Kind = RunKind.Rollback,
        RollsBack = Applied.Id,
        Archives = [],
        Statements = [Statement("0013_status_index.sql", 1, 40, null), Statement("0012_drop_note.sql", 1, 12, null), Statement("0012_drop_note.sql", 2, 2_900, 1_200_000)],
    };

    public static TargetStatus Status { get; } = new()
    {
        Target = "shop",
        Environment = "production",
        Server = "PostgreSQL 16.14",
        Database = "shop",
        Migrations =
        [
            new MigrationStatus("0011_users.sql", MigrationState.Applied, SampleJudgements.Noon, "20261101-090000-0f0f"),
            new MigrationStatus("0012_drop_note.sql", MigrationState.Edited, SampleJudgements.Noon, "20261103-120000-a1b2"),
            new MigrationStatus("0013_status_index.sql", MigrationState.Pending, null, null),
        ],
        Guard = Guard with { Findings = [], Unreported = [Urgent] },
    };

    public static MigrationRehearsal Rehearsed { get; } = new()
    {
        Migration = Rehearsing("ALTER TABLE orders DROP COLUMN note;"),
        Statements =
        [
            new ObservedStatement
            {
                Span = new Span(0, 35),
                Duration = TimeSpan.FromMilliseconds(1.5),
                Locks = [new ObservedLock(new ObjectName("public", "orders"), "ACCESS EXCLUSIVE")],
                Rewritten = [new ObjectName("public", "orders")],
                Scanned = [new ObjectName("public", "orders")],
                Made = [new ObjectId(ObjectKind.Type, new ObjectName("public", "kind"))],
                Dropped = [ObjectId.Column(new ObjectName("public", "orders"), "note")],
                Notices = [new ObservedNotice("00000", "drop cascades to view totals"), new ObservedNotice("P0001", null)],
                Rows = 3,
                WalBytes = 120,
                TemporaryBytes = 12_000,
            },
        ],
        Rollback = new RollbackProof { Verdict = ProofVerdict.ProvedWithData, SchemaEqual = true, RowsEqual = true, Script = ["ALTER TABLE orders ADD COLUMN note text"] },
        Down = new RollbackProof { Verdict = ProofVerdict.Fails, Because = "The schema is not what it was." },
    };

    public static MigrationRehearsal Failing { get; } = new()
    {
        Migration = Rehearsing("DROP TABLE nowhere;"),
        Statements = [new ObservedStatement { Span = new Span(0, 18), Error = new ObservedError("42P01", "table \"nowhere\" does not exist", new(1, 1)) }],
        Rollback = new RollbackProof { Verdict = ProofVerdict.Impossible, Because = "The migration itself fails." },
    };

    private static Migration Rehearsing(string sql) => new() { Path = "0002_change.sql", Digest = Digest.Of(sql), Text = new SourceText("0002_change.sql", sql) };

    public static DriftReport Drift { get; } = new()
    {
        Target = "shop",
        Environment = "production",
        Server = "PostgreSQL 16.14",
        Database = "shop",
        Expected = Digest.Of("before"),
        Found = Digest.Of("found"),
        RecordedAt = SampleJudgements.Noon,
        Difference = new SchemaDiff(
        [
            new Difference(ObjectId.Column(SampleSchema.Orders, "total"), DifferenceKind.Changed, ["type numeric(12,2) → text"]),
            new Difference(ObjectId.Table(new ObjectName("public", "tmp_fix")), DifferenceKind.Added, []),
        ]),
        Guard = Guard with { Unreported = [] },
        GuardSawAll = true,
    };

    public static Verification Verification { get; } = new(
    [
        new Claim("E01", "The file is an evidence bundle, written as ChangeGate writes it", ClaimVerdict.Pass, "7 statements in canonical JSON."),
        new Claim("E02", "Every statement is signed by a trusted key", ClaimVerdict.Fail, "Statement 3 is signed with a key that nobody trusts."),
        new Claim("E13", "The decision was to allow", ClaimVerdict.NotApplicable, "Nothing ran; the decision was `pending`."),
    ]);

    private static StatementRun Statement(string path, int number, int milliseconds, long? rows) => new(path, number, Digest.Of($"{path}{number}"))
    {
        StartedAt = SampleJudgements.Noon,
        Took = TimeSpan.FromMilliseconds(milliseconds),
        Rows = rows,
        Outcome = RunOutcome.Succeeded,
        InTransaction = true,
    };
}
