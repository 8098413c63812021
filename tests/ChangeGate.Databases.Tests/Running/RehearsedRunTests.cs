using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Shadows;
using ChangeGate.Databases.Tests.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Running;

/// <summary>A live schema held against the rehearsed one, before a run and after it.</summary>
[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class RehearsedRunTests(Dialect dialect)
{
    private const string Users = "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);";

    private const string Orders = "CREATE TABLE orders (id integer PRIMARY KEY, total integer);\nCREATE INDEX orders_total ON orders (total);";

    private const string ByHand = "CREATE INDEX users_by_hand ON users (email);";

    [Test]
    public async Task A_run_on_the_rehearsed_schema_leaves_the_rehearsed_one()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var report = await database.ApplyAsync(await PlanAsync("", ("0001.sql", Users), ("0002.sql", Orders)));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That((report.Rehearsed?.Before.Agreement, report.Rehearsed?.After.Agreement), Is.EqualTo((SchemaAgreement.Same, SchemaAgreement.Same)), string.Join("; ", [.. report.Rehearsed!.Before.Differences, .. report.Rehearsed.After.Differences]));
        Assert.That(report.Rehearsed.IsAstray, Is.False);
    }

    [Test]
    public async Task An_index_that_was_made_by_hand_is_found_before_anything_runs()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(("0001.sql", Users + ByHand));
        var plan = await PlanAsync(Users, ("0002.sql", Orders)) with { History = [TestRun.File("0001.sql", Users + ByHand)] };

        var refusal = (await Assert.ThrowsAsync<RunRefusedException>(() => database.ApplyAsync(plan)))!.Refusal;
        Assert.That((refusal.Kind, refusal.Problem), Is.EqualTo((RefusalKind.NotRehearsed, $"The schema is not the one that was rehearsed: `{(dialect == Dialect.Sqlite ? "" : "public.")}users_by_hand` appeared.")));
        Assert.That(refusal.Remedy, Does.Contain("otherSchema: record"));
        Assert.That(async () => await database.CountAsync("orders"), Throws.Exception);
    }

    [Test]
    public async Task Where_the_target_allows_it_what_differs_is_recorded()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(("0001.sql", Users + ByHand));
        var plan = await PlanAsync(Users, ("0002.sql", Orders)) with { History = [TestRun.File("0001.sql", Users + ByHand)] };
        var report = await database.ApplyAsync(plan with { Rehearsed = plan.Rehearsed! with { MayDiffer = true } });

        Assert.That((report.Outcome, report.Rehearsed?.Before.Agreement, report.Rehearsed?.Before.Differences.Count), Is.EqualTo((RunOutcome.Succeeded, SchemaAgreement.Differs, 1)), report.Because);
        Assert.That((report.Rehearsed?.After.Agreement, report.Rehearsed?.After.Aside.Count), Is.EqualTo((SchemaAgreement.Same, 1)), "it was there before the run, which did not make it");
    }

    [Test]
    public async Task What_the_shadow_could_not_make_and_the_texts_tell_is_no_difference()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(("0001.sql", Users + ByHand));
        var plan = await PlanAsync(Users, ("0002.sql", Orders)) with { History = [TestRun.File("0001.sql", Users + ByHand)] };
        var read = SchemaState.Start(SqlDialects.For(dialect)).Apply(TestRun.Planned(dialect, "0001.sql", Users + ByHand).Script).Snapshot;
        var report = await database.ApplyAsync(plan with { Rehearsed = plan.Rehearsed! with { Read = read } });

        Assert.That((report.Rehearsed?.Before.Agreement, report.Rehearsed?.After.Agreement, report.Rehearsed?.After.Aside.Count), Is.EqualTo((SchemaAgreement.Same, SchemaAgreement.Same, 1)));
    }

    [Test]
    public async Task A_run_that_breaks_off_is_not_compared_and_goes_on_without()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        var plan = await PlanAsync("", ("0001.sql", Users), ("0002.sql", Orders));
        var broken = plan with { Migrations = [plan.Migrations[0], TestRun.Planned(dialect, "0002.sql", "INSERT INTO nowhere VALUES (1);")] };
        var failed = await database.ApplyAsync(broken);
        var rest = await database.ApplyAsync(plan);

        Assert.That((failed.Rehearsed?.Before.Agreement, failed.Rehearsed?.After.Agreement), Is.EqualTo((SchemaAgreement.Same, SchemaAgreement.NotCompared)));
        Assert.That((rest.Rehearsed?.Before.Agreement, rest.Rehearsed?.After.Agreement), Is.EqualTo((SchemaAgreement.Same, SchemaAgreement.Same)), "the rest began where the first part ended");
    }

    [Test]
    public async Task What_no_history_can_know_refuses_nothing()
    {
        Assume.That(dialect, Is.EqualTo(Dialect.PostgreSql), "SQLite has neither schemas nor rights.");
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ExecuteAsync("CREATE SCHEMA ops");
        await database.ExecuteAsync("GRANT USAGE ON SCHEMA ops TO PUBLIC");
        var report = await database.ApplyAsync(await PlanAsync("", ("0001.sql", Users)));

        Assert.That((report.Rehearsed?.Before.Agreement, report.Rehearsed?.After.Agreement), Is.EqualTo((SchemaAgreement.Same, SchemaAgreement.Same)), string.Join("; ", report.Rehearsed!.Before.Differences));
        Assert.That(report.Rehearsed.Before.Aside, Has.Some.Contains("ops"));
    }

    [Test]
    public async Task A_run_that_makes_something_else_than_was_rehearsed_says_so()
    {
        Assume.That(dialect, Is.EqualTo(Dialect.PostgreSql), "In SQLite no rows decide what a statement makes.");
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(("0001.sql", Users));
        await database.ExecuteAsync("INSERT INTO users VALUES (-4711, 'only here')");
        var plan = await PlanAsync(Users, ("0002.sql", "DO $$ BEGIN IF EXISTS (SELECT FROM users WHERE id = -4711 AND email = 'only here') THEN CREATE TABLE surprise (id int); END IF; END $$;")) with { History = [TestRun.File("0001.sql", Users)] };
        var report = await database.ApplyAsync(plan);

        Assert.That((report.Outcome, report.Rehearsed?.Before.Agreement, report.Rehearsed?.After.Agreement), Is.EqualTo((RunOutcome.Succeeded, SchemaAgreement.Same, SchemaAgreement.Differs)), report.Because);
        Assert.That(report.Rehearsed!.After.Differences, Is.EqualTo(["`public.surprise` appeared"]));
        Assert.That(report.Rehearsed.IsAstray);
    }

    /// <summary>A set as it is judged: rehearsed on a shadow that has the history.</summary>
    private async Task<RunPlan> PlanAsync(string history, params (string Path, string Sql)[] scripts)
    {
        using var place = new ShadowPlace();
        await using var server = dialect == Dialect.Sqlite
            ? await ShadowServers.OpenAsync("auto", Dialect.Sqlite, null, place.Options, default)
            : await place.StartAsync(InstalledPostgres.All[0]);
        var before = history.Length == 0 ? Array.Empty<Migration>() : [TestRun.File("0001.sql", history)];
        var schemas = new Dictionary<string, RehearsedSchema>();

        await foreach (var rehearsal in new MigrationRehearser(server, TimeProvider.System).RunAsync(before, [.. scripts.Select(static script => TestRun.File(script.Path, script.Sql))], default))
        {
            schemas[rehearsal.Migration.Path] = rehearsal.Schema ?? throw new AssertionException($"{rehearsal.Rollback.Because}");
        }

        var read = before.Aggregate(SchemaState.Start(SqlDialects.For(dialect)), (state, file) => state.Apply(SqlDialects.For(dialect).Read(file.Text)));

        return TestRun.Plan(dialect, scripts) with { Rehearsed = new RehearsedPlan(schemas, read.Snapshot, MayDiffer: false) };
    }
}
