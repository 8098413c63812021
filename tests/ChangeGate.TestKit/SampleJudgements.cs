using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using static ChangeGate.TestKit.SampleSchema;

namespace ChangeGate.TestKit;

/// <summary>Judgements of each verdict, put together by hand, so that reports are tested for what they show and not for what was judged.</summary>
public static class SampleJudgements
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    public static Judgement Allowed { get; } = Judge(
        new SampleMigration("0014_coupon.sql", "CREATE TABLE coupon (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL)", new CreateTable(new ObjectName(null, "coupon")))
        {
            Rollback = Reverse("DROP TABLE public.coupon"),
            After = Shop.With(CouponTable),
            Differences = [new Difference(ObjectId.Table(Coupon), DifferenceKind.Added, [])],
        });

    public static Judgement Pending { get; } = PendingShop("orders", "note", "0012_drop_note.sql", "Kim");

    /// <summary>The pending judgement after its approval.</summary>
    public static Judgement Approved { get; } = Pending with
    {
        Decision = Pending.Decision with
        {
            Verdict = Verdict.Allowed,
            Reasons = [new Reason(Verdict.Allowed, "data loss needs a DBA", "Dropping `orders.note` can lose stored values; `Robin` of team `dba` approved.")],
            Requirements = [new RequirementState("data loss needs a DBA", new Requirement(1, ["team:dba"]), 1)],
            Approvals = [.. Pending.Decision.Approvals, new ApprovalCheck("robin.approval.json", Consent("Robin"), Counts: true, "`Robin` of team `dba` approved this digest on 2026-11-03.")],
        },
    };

    public static Judgement Denied { get; } = Judge(new SampleMigration("0003_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric)", new CreateTable(new ObjectName(null, "orders")))
    {
        Change = MigrationChange.Edited,
        Rollback = None("`0003_orders.sql` has run before: what it changed then is not known now."),
        Findings = [EditedFinding],
    }) with
    {
        Decision = new Decision
        {
            Verdict = Verdict.Denied,
            Reasons =
            [
                new Reason(Verdict.Denied, "nobody edits history", "A migration that has run may not change. Write a new one. `0003_orders.sql` differs from the base."),
                new Reason(Verdict.Pending, "agents propose, people decide", "The author is an agent and the risk is 60, high."),
            ],
            Requirements = [new RequirementState("agents propose, people decide", new Requirement(2, []), 0)],
        },
    };

    public static Judgement Unreadable { get; } = Judge(new SampleMigration("0015_weird.sql", "FROBNICATE TABLE orders;\nSELECT 1", new Unclassified("expected a statement", 0) { Span = new Span(0, 23) })
    {
        Rollback = None("`0015_weird.sql` holds a statement that could not be read, so nobody knows what its reverse is."),
        Findings = [UnreadableFinding],
    }) with
    {
        Decision = PendingDecision("what nobody can read needs an approval", "`0015_weird.sql` holds SQL that could not be read."),
    };

    /// <summary>Hundreds of migrations and findings with long sentences: more than a comment may hold.</summary>
    public static Judgement Huge { get; } = Many(300);

    public static Judgement Many(int migrations) => Judge([.. Enumerable.Range(1, migrations).Select(HugeMigration)]) with
    {
        Decision = PendingDecision("data loss needs a DBA", $"Values of {migrations} columns would be deleted."),
    };

    /// <summary>The pending judgement with one and the same name for every table, column, file and person.</summary>
    public static Judgement Named(string name) => PendingShop(name, name, name, name);

    public static Judgement Hostile { get; } = Named("x`|</td>]]>\n</details><script>alert(1)</script> @acme/dba ![a](http://evil.example/) \u202Etxt\u200B \u001b[31m ::error::\"'--%>");

    /// <summary>One of each verdict, each of a target of its own.</summary>
    public static IReadOnlyList<Judgement> Targets { get; } =
        [Of("billing", Allowed), Of("shop", Pending), Of("users", Denied)];

    /// <summary>As reports are made where reviews count as approvals.</summary>
    /// <summary>With the schema as SQL.</summary>
    public static ReportOptions Written { get; } = new() { Dialects = SqlDialects.For };

    public static ReportOptions Reviewed { get; } = new()
    {
        Reviews = new ReviewConsent(MustNameDigest: false),
        CommentKey = "pull",
        RulesUrl = "https://example.com/rules/",
        ReportUrl = "https://example.com/report.html",
    };

    public static string Problem { get; } = MarkdownReport.RenderProblem(
        "'changegate.yml' line 7: target `shop` names the engine 'fifteen', which is not a number.", "Write the major version that production runs, for example `engine: 15`.", Reviewed);

    /// <summary>A run of the pending judgement's set, with its evidence.</summary>
    public static ReportOptions Ran => new()
    {
        Run = SampleRuns.Applied,
        Evidence = new EvidenceReference("20261103-120000-a1b2.evidence.json", Digest.Of("evidence"), Digest.Of("earlier evidence")),
        JudgedAt = Noon,
        RulesUrl = "https://example.com/rules/",
        ReportUrl = "https://example.com/report.html",
    };

    /// <summary>What stands on a pull request once its migrations were to run.</summary>
    public static IReadOnlyDictionary<string, string> Deployments { get; } = new Dictionary<string, string>
    {
        ["held"] = MarkdownReport.Render(Pending, Deployment),
        ["deployed"] = MarkdownReport.Render(Approved, Ran with { TakeBack = new RollbackOffer(SampleRuns.Manifest, "changegate rollback --pull-request 7 --environment production --target shop") }),
        ["failed"] = MarkdownReport.Render(Approved, Deployment with { Run = SampleRuns.Failed, Evidence = Ran.Evidence }),
        ["rollback-asked"] = RollbackComment.Ask(SampleRuns.Manifest, [Review(counts: false)], Deployment),
        ["rolled-back"] = RollbackComment.Tell(SampleRuns.Manifest, SampleRuns.RolledBack, [Review(counts: true)], Deployment with { Evidence = Ran.Evidence }),
    };

    private static ReportOptions Deployment => Reviewed with { Environment = "production", CommentKey = "run/shop/production" };

    private static ApprovalCheck Review(bool counts) => new("review 12 by @kim", null, counts, counts ? "`@kim` approved this digest." : "`@kim` wrote commit `7f3c91aa04`; authors do not approve.");

    private static Table CouponTable => Table(Coupon, Key("id"), Column("code", "text", notNull: true));

    private static Finding EditedFinding => new()
    {
        Id = "CG501",
        Rule = "edited-applied-migration",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Path = "0003_orders.sql",
        Span = new Span(0, 20),
        Position = new LinePosition(1, 1),
        Message = "`0003_orders.sql` is in the base with other bytes: databases that ran it keep the old structure.",
        Remedy = "Restore the file and write a new migration.",
    };

    private static Finding UnreadableFinding => new()
    {
        Id = "CG401",
        Rule = "unreadable-sql",
        Risk = Risk.Danger,
        Hazards = [Hazard.Unreadable, Hazard.Irreversible],
        Path = "0015_weird.sql",
        Span = new Span(0, 23),
        Position = new LinePosition(1, 1),
        Message = "This statement could not be read (expected a statement), so what it does is not known.",
        Remedy = "Check the spelling, or report the statement if the engine accepts it.",
    };

    public static Judgement Of(string target, Judgement judgement) =>
        judgement with { Assessment = judgement.Assessment with { Set = judgement.Assessment.Set with { Target = target } } };

    private static Judgement PendingShop(string table, string column, string file, string author)
    {
        var orders = new ObjectName("public", table);
        var shop = Shop.Without(ObjectId.Table(Orders)).With(Shop.Find<Table>(ObjectId.Table(Orders))! with
        {
            Id = ObjectId.Table(orders),
            Columns = [.. Shop.Find<Table>(ObjectId.Table(Orders))!.Columns.Select(existing => existing.Name == "note" ? existing with { Name = column } : existing)],
        });
        var without = shop.With(shop.Find<Table>(ObjectId.Table(orders))! with { Columns = [.. shop.Find<Table>(ObjectId.Table(orders))!.Columns.Where(existing => existing.Name != column)] });
        var index = new IndexDefinition { Name = "orders_status_idx", Table = orders, Elements = [new IndexElement { Column = "status" }] };

        var judgement = Judge(
            new SampleMigration(file, $"-- no longer used\nALTER TABLE {table} DROP COLUMN {column}", new DropColumn(new ObjectName(null, table), column))
            {
                Destructive = true,
                Rollback = new Rollback
                {
                    Reversibility = Reversibility.WithData,
                    Preserve = [$"CREATE TABLE changegate_archive.\"run1_orders\" AS SELECT id, \"{column}\" FROM public.\"{table}\""],
                    Archives = [new ArchiveTable(orders, new ObjectName("changegate_archive", "run1_orders"), ["id", column])],
                    Reverse = [$"ALTER TABLE public.\"{table}\" ADD COLUMN \"{column}\" text", $"UPDATE public.\"{table}\" AS t SET \"{column}\" = a.\"{column}\" FROM changegate_archive.\"run1_orders\" AS a WHERE a.id = t.id"],
                    Because = [$"Values of `{table}.{column}` are kept by primary key; rows added later have none."],
                },
                Before = shop,
                After = without,
                Differences = [new Difference(ObjectId.Column(orders, column), DifferenceKind.Dropped, [])],
                Findings = [DropFinding(file, table, column)],
            },
            new SampleMigration("0013_status_index.sql", $"CREATE INDEX orders_status_idx ON {table} (status)", new CreateIndex(index with { Table = new ObjectName(null, table) }))
            {
                Rollback = Reverse("DROP INDEX public.orders_status_idx"),
                Before = without,
                After = without.With(new Schemas.Index { Id = new ObjectId(ObjectKind.Index, new ObjectName("public", "orders_status_idx")), Definition = index }),
                Differences = [new Difference(new ObjectId(ObjectKind.Index, new ObjectName("public", "orders_status_idx")), DifferenceKind.Added, [])],
                Findings = [IndexFinding(table)],
            },
            new SampleMigration("0014_coupon.sql", "CREATE TABLE coupon (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL)", new CreateTable(new ObjectName(null, "coupon")))
            {
                Rollback = Reverse("DROP TABLE public.coupon"),
                Before = without,
                After = without.With(CouponTable),
                Differences = [new Difference(ObjectId.Table(Coupon), DifferenceKind.Added, [])],
            });

        return judgement with
        {
            Assessment = judgement.Assessment with { Set = judgement.Assessment.Set with { Authorship = new Authorship(AuthorKind.Person, [author]) { Emails = ["kim@example.com"] } } },
            Decision = PendingDecision("data loss needs a DBA", $"Dropping `{table}.{column}` can lose stored values.") with
            {
                Approvals = [new ApprovalCheck("kim.approval.json", Consent(author), Counts: false, $"`{author}` wrote commits of this proposal, and an author does not approve.")],
            },
        };
    }

    private static Finding DropFinding(string file, string table, string column) => new()
    {
        Id = "CG102",
        Rule = "drop-column",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Compatibility],
        Path = file,
        Span = new Span(18, 40),
        Position = new LinePosition(2, 1),
        Object = ObjectId.Column(new ObjectName("public", table), column),
        Message = $"Dropping `{table}.{column}` deletes its values. View `order_export` reads it.",
        Remedy = "Stop reading the column in one release, and drop it in the next.",
        SafeSql = $"-- release 1: nobody reads {column}\nALTER TABLE {table} RENAME COLUMN {column} TO unused;\n-- release 2\nALTER TABLE {table} DROP COLUMN unused;",
        Lock = new LockEffect("ACCESS EXCLUSIVE", [new ObjectName("public", table)]) { Blocks = "reads and writes" },
        Rows = 1_200_000,
    };

    private static Finding IndexFinding(string table) => new()
    {
        Id = "CG201",
        Rule = "create-index-not-concurrent",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Path = "0013_status_index.sql",
        Span = new Span(0, 50),
        Position = new LinePosition(1, 1),
        Object = ObjectId.Table(new ObjectName("public", table)),
        Message = $"Building the index blocks writes to `{table}` until it is done.",
        Remedy = "Build it concurrently, outside a transaction.",
        SafeSql = $"CREATE INDEX CONCURRENTLY orders_status_idx ON {table} (status);",
        Lock = new LockEffect("SHARE", [new ObjectName("public", table)]) { Blocks = "writes", Scans = true },
        Rows = 12_000_000,
    };

    private static SampleMigration HugeMigration(int number)
    {
        var table = $"table_with_a_rather_long_name_{number}";
        var file = $"{number:0000}_drop_old_values_of_a_table_with_a_rather_long_name.sql";

        return new SampleMigration(file, $"ALTER TABLE {table} DROP COLUMN note", new DropColumn(new ObjectName(null, table), "note"))
        {
            Destructive = true,
            Rollback = Reverse($"ALTER TABLE {table} ADD COLUMN note text"),
            Findings = [DropFinding(file, table, "note")],
        };
    }

    private static Decision PendingDecision(string clause, string because) => new()
    {
        Verdict = Verdict.Pending,
        Reasons = [new Reason(Verdict.Pending, clause, because)],
        Requirements = [new RequirementState(clause, new Requirement(1, ["team:dba"]), 0)],
    };

    private static Approval Consent(string approver) => new()
    {
        Approver = approver,
        Key = Digest.Of("key"),
        Digest = Digest.Of("set"),
        Target = "shop",
        EnvironmentClass = EnvironmentClass.Protected,
        GivenAt = Noon,
        ExpiresAt = Noon.AddDays(14),
    };

    private static Rollback Reverse(string sql) => new() { Reversibility = Reversibility.WithData, Reverse = [sql] };

    private static Rollback None(string because) => new() { Reversibility = Reversibility.No, Because = [because] };

    private static Judgement Judge(params EquatableList<SampleMigration> migrations)
    {
        var assessed = migrations.Select(migration => migration.Assessment).ToList();
        var findings = migrations.SelectMany(migration => migration.Findings).ToList();
        var parts = findings.Select((finding, index) => new RiskPart(index, finding.Hazards[0], index == 0 ? 60 : index == 1 ? 12 : 0, finding.Message)).Where(part => part.Points > 0);

        return new Judgement(
            new Assessment
            {
                Set = new MigrationSet
                {
                    Target = "shop",
                    Dialect = Dialect.PostgreSql,
                    Engine = 16,
                    Proposed = [.. assessed.Select(migration => migration.Migration)],
                    Authorship = new Authorship(AuthorKind.Agent, ["release-bot"]) { Evidence = ["commit trailer `Co-authored-by: release-bot`"] },
                    BaseCommit = "88d1c0ffee88d1c0ffee88d1c0ffee88d1c0ffee",
                    HeadCommit = "3f2a91c0ffee3f2a91c0ffee3f2a91c0ffee3f2a",
                },
                Digest = Digest.Of("set"),
                Footprint = Digest.Of("footprint"),
                Migrations = [.. assessed],
                Findings = [.. findings],
                Risk = new RiskScore(Math.Min(100, parts.Sum(part => part.Points)), [.. parts]),
                Before = migrations[0].Before,
                After = migrations[^1].After,
                Diff = new SchemaDiff([.. migrations.SelectMany(migration => migration.Differences)]),
                FingerprintBefore = Digest.Of("before"),
                FingerprintAfter = Digest.Of("after"),
            },
            new Policy { Clauses = [], Digest = Digest.Of("policy") },
            new Decision { Verdict = Verdict.Allowed, Reasons = [new Reason(Verdict.Allowed, "nothing asks for more", "No clause applies.")] });
    }
}
