using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Evidence;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Signatures;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

/// <summary>A destructive set that grace wrote, ada approved, and a runner executed: every part of it can be exchanged.</summary>
internal sealed record SampleRun
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly SigningKey Ada = SigningKey.Create();

    public static readonly SigningKey Runner = SigningKey.Create();

    private static readonly Digest Footprint = Digest.Of("the schema before");

    public MigrationSet Set { get; init; } = new()
    {
        Target = "shop",
        Dialect = Dialect.Sqlite,
        Engine = 3,
        EnvironmentClass = EnvironmentClass.Protected,
        Authorship = new Authorship(AuthorKind.Person, ["Grace"]) { Emails = ["grace@example.org"], Evidence = ["commit author"] },
        BaseCommit = "1111",
        HeadCommit = "2222",
        History = [Migration("0001_users.sql", "CREATE TABLE users (id int, email text);") with { Change = MigrationChange.Unchanged }],
        Proposed =
        [
            Migration("0002_drop_email.sql", "ALTER TABLE users DROP COLUMN email;") with { Down = Down("0002_drop_email.down.sql", "ALTER TABLE users ADD COLUMN email text;") },
            Migration("0003_ä.sql", "BEGIN; CREATE TABLE \"a b\" (id int); INSERT INTO \"a b\" VALUES (1); COMMIT"),
        ],
    };

    public Policy Policy { get; init; } = new()
    {
        Digest = Digest.Of("policy"),
        Approvers = [new Approver("ada", Ada.PublicKey.Pem) { Teams = ["dba"], Emails = ["ada@example.org"] }],
        Clauses =
        [
            new Clause { Name = "data loss needs a DBA", When = new Condition { Hazards = [Hazard.DataLoss] }, Require = new Requirement(1, ["team:dba"]) },
            .. BuiltInPolicy.Clauses,
        ],
    };

    /// <summary>null where the set was not rehearsed.</summary>
    public RehearsalReport? Rehearsal { get; init; }

    /// <summary>The set as it went on a shadow, with everything that can be recorded.</summary>
    public SampleRun Rehearsed => this with
    {
        Rehearsal = new RehearsalReport
        {
            Server = "SQLite 3.50.4",
            Migrations =
            [
                new MigrationRehearsal
                {
                    Migration = Set.Proposed[0],
                    Statements = [Seen(0, 35)],
                    Lost = [new LostValues(new ObjectName("main", "users"), "email", 3, 4)],
                    Rollback = Proof(Set.Proposed[0], ProofVerdict.ProvedWithData, null),
                    Down = Proof(Set.Proposed[0], ProofVerdict.ProvedSchema, "Rows differ in `users`.") with { Script = [Set.Proposed[0].Down!.Text.Content], Kept = [] },
                    FoldDifferences = [new Difference(ObjectId.Column(new ObjectName(null, "users"), "email"), DifferenceKind.Added, [])],
                },
                new MigrationRehearsal
                {
                    Migration = Set.Proposed[1],
                    Statements = [Seen(7, 27), Seen(36, 28) with { Error = new ObservedError("1555", "UNIQUE constraint failed", new LinePosition(1, 37)) }],
                    Rollback = Proof(Set.Proposed[1], ProofVerdict.ProvedSchema, "Without rows it runs, and comes back."),
                },
            ],
        },
    };

    public DateTimeOffset ApprovedAt { get; init; } = Noon.AddHours(-1);

    public DateTimeOffset ExpiresAt { get; init; } = Noon.AddDays(1);

    public static Migration Migration(string path, string sql) => new() { Path = path, Digest = Digest.Of(sql), Text = new SourceText(path, sql) };

    public Digest SetDigest => ChangeGate.Migrations.SetDigest.Of(Set, Footprint);

    public ApprovalFile Approval => new("ada.approval.json", ApprovalSigner.Sign(
        new Approval
        {
            Approver = "ada",
            Key = default,
            Digest = SetDigest,
            Target = Set.Target,
            EnvironmentClass = Set.EnvironmentClass,
            GivenAt = ApprovedAt,
            ExpiresAt = ExpiresAt,
            Note = "read \"twice\"",
            Sizes = [new TableRows(new ObjectName(null, "users"), 12)],
        },
        Ada));

    public Assessment Assessment => new()
    {
        Set = Set,
        Footprint = Footprint,
        Digest = SetDigest,
        Migrations = [.. Set.Proposed.Select(migration => new MigrationAssessment
        {
            Migration = migration,
            Script = Script(migration.Text),
            Rollback = Rollback(migration),
            Destructive = migration.Path.Contains("drop", StringComparison.Ordinal),
        })],
        Findings =
        [
            new Finding
            {
                Id = "CG102",
                Rule = "drop-column",
                Risk = Risk.Danger,
                Hazards = [Hazard.DataLoss, Hazard.Irreversible],
                Path = "0002_drop_email.sql",
                Span = new Span(18, 17),
                Position = new LinePosition(1, 19),
                Object = ObjectId.Column(new ObjectName(null, "users"), "email"),
                Message = "Dropping `users.email` deletes its values.",
                Remedy = "Keep it.",
                SafeSql = "SELECT 1",
                Lock = new LockEffect("EXCLUSIVE", [new ObjectName(null, "users")]) { Blocks = "writes", Rewrites = true },
                Rows = 12,
                Observed = Rehearsal is null ? null : Observation.Confirmed,
            },
        ],
        Sizes = [new TableRows(new ObjectName(null, "users"), 12)],
        Risk = new RiskScore(60, [new RiskPart(0, Hazard.DataLoss, 55, "12 rows"), new RiskPart(null, Hazard.Convention, 5, "the author")]),
        Before = SchemaSnapshot.Empty(Dialect.Sqlite),
        After = SchemaSnapshot.Empty(Dialect.Sqlite),
        Diff = new SchemaDiff([]),
        Rehearsal = Rehearsal,
    };

    public Judgement Judgement
    {
        get
        {
            var assessment = Assessment;
            var approvals = ApprovalVerifier.CheckAll([Approval], ApprovalRequest.For(Set, Footprint, Assessment.Sizes, Policy, Noon));
            return new Judgement(assessment, Policy, Gate.Decide(assessment, Policy, approvals));
        }
    }

    public RunIdentity Identity { get; init; } = SampleIdentities.Verified(Noon.AddSeconds(-1), "2222");

    public RunReport Run => new()
    {
        Id = "run-7",
        Kind = RunKind.Apply,
        Target = Set.Target,
        Environment = "production",
        EnvironmentClass = Set.EnvironmentClass,
        Server = "SQLite 3.50.4",
        Database = "shop.db",
        SetDigest = SetDigest,
        StartedAt = Noon,
        EndedAt = Noon.AddSeconds(9),
        Outcome = RunOutcome.Succeeded,
        SchemaBefore = Digest.Of("before"),
        SchemaAfter = Digest.Of("after"),
        Actor = Identity.Actor,
        Identity = Identity,
        Statements =
        [
            Ran("0002_drop_email.sql", 0, "CREATE TABLE kept AS SELECT email FROM users", 0),
            Ran("0002_drop_email.sql", 1, "ALTER TABLE users DROP COLUMN email", 1),
            Ran("0002_drop_email.sql", 0, "DELETE FROM kept WHERE 0", 2),
            Ran("0003_ä.sql", 2, "CREATE TABLE \"a b\" (id int)", 3),
            Ran("0003_ä.sql", 3, "INSERT INTO \"a b\" VALUES (1)", 4),
        ],
        Migrations = [.. Set.Proposed.Select(migration => new RanMigration(migration.Path, migration.Digest))],
        Archives = [new ArchiveTable(new ObjectName(null, "users"), new ObjectName(null, "kept"), ["email"])],
        Guard = new GuardSeen(GuardMode.Enforce, Digest.Of("guard"),
        [
            new GuardEvent(17, Noon.AddHours(-2), GuardPassage.BreakGlass, "CREATE TABLE")
            {
                Login = "oncall", Role = "oncall", Application = "psql", Client = "10.0.0.7", Process = 4711, Transaction = 991,
                Objects = ["public.urgent"], ObjectCount = 1, Statement = Digest.Of("create table urgent (id int)"),
            },
        ]),
        Rehearsed = Rehearsal is null ? null : new RehearsedRun(
            new SchemaMatch(SchemaAgreement.Same) { Expected = Digest.Of("shadow before"), Found = Digest.Of("with a schema"), Aside = ["`ops` appeared"] },
            new SchemaMatch(SchemaAgreement.Same) { Expected = Digest.Of("shadow after"), Found = Digest.Of("shadow after") },
            MayDiffer: false),
    };

    public static EvidenceContext Context => new() { Id = "run-7", Environment = "production", RecordedAt = Noon.AddSeconds(10), Tool = "changegate 0.1.0", Sql = SqlDialects.For(Dialect.Sqlite) };

    public EvidenceBundle Bundle => EvidenceBundle.Create(Judgement, Run, Context, Runner);

    public static StatementRun Ran(string path, int number, string sql, int second, RunOutcome outcome = RunOutcome.Succeeded) => new(path, number, Digest.Of(sql))
    {
        StartedAt = Noon.AddSeconds(second),
        Took = TimeSpan.FromMilliseconds(12.5),
        Rows = number == 3 ? 1 : null,
        Outcome = outcome,
        Error = outcome == RunOutcome.Succeeded ? null : "busy",
        InTransaction = true,
    };

    public static VerificationOptions Trust(params SigningKey[] keys) => new() { TrustedKeys = [.. keys.Select(key => key.PublicKey)] };

    private static ReverseScript Down(string path, string sql) => new(path, Digest.Of(sql), new SourceText(path, sql));

    private static Rollback Rollback(Migration migration) => migration.Path.Contains("drop", StringComparison.Ordinal)
        ? new Rollback
        {
            Reversibility = Reversibility.WithData,
            Preserve = ["CREATE TABLE kept AS SELECT email FROM users"],
            Settle = ["DELETE FROM kept WHERE 0"],
            Archives = [new ArchiveTable(new ObjectName(null, "users"), new ObjectName(null, "kept"), ["email"])],
            Reverse = ["ALTER TABLE users ADD COLUMN email text", "UPDATE users SET email = (SELECT email FROM kept)"],
            Because = ["The values come back from `kept`."],
        }
        : new Rollback { Reversibility = Reversibility.SchemaOnly, Reverse = ["DROP TABLE \"a b\""], Because = ["Rows go."] };

    private static ObservedStatement Seen(int start, int length) => new()
    {
        Span = new Span(start, length),
        Duration = TimeSpan.FromMilliseconds(1.5),
        Locks = [new ObservedLock(new ObjectName("main", "users"), "EXCLUSIVE")],
        Rewritten = [new ObjectName("main", "users")],
        Scanned = [new ObjectName("main", "users")],
        Made = [ObjectId.Table(new ObjectName("main", "a b"))],
        Dropped = [ObjectId.Column(new ObjectName("main", "users"), "email")],
        Notices = [new ObservedNotice("00000", "said"), new ObservedNotice("P0001", null)],
        Rows = 4,
        WalBytes = 120,
        TemporaryBytes = 12_000,
        AtSize = new SizeEstimate(new ObjectName("main", "users"), 1_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 12_000, 13_000)
        {
            Expected = TimeSpan.FromSeconds(2),
            Measured = [new SizeMeasurement(1_000, TimeSpan.FromMilliseconds(2))],
        },
    };

    private static RollbackProof Proof(Migration migration, ProofVerdict verdict, string? because) => new()
    {
        Verdict = verdict,
        Because = because,
        SchemaEqual = true,
        RowsEqual = verdict == ProofVerdict.ProvedWithData,
        WritesKept = true,
        Script = Rollback(migration).Reverse,
        Kept = [.. Rollback(migration).Preserve, .. Rollback(migration).Settle],
        Before = Digest.Of("shadow before"),
        After = Digest.Of("shadow after"),
        Back = Digest.Of("shadow before"),
        Tables = 2,
        Rows = 8,
    };

    private static Script Script(SourceText text)
    {
        var statements = new List<Statement>();
        var start = 0;

        foreach (var part in text.Content.Split(';'))
        {
            var sql = part.Trim();
            var at = start + part.Length - part.TrimStart().Length;
            start += part.Length + 1;

            if (sql.Length > 0)
            {
                Change change = sql is "BEGIN" or "COMMIT" ? new ControlTransaction(TransactionAction.Begin) : new Maintain("ANALYZE", null);
                statements.Add(new Statement { Span = new Span(at, sql.Length), Kind = "Stmt", Changes = [change] });
            }
        }

        return new Script([.. statements]);
    }
}
