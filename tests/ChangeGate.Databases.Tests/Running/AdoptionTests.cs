using ChangeGate.Changes;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Running;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class AdoptionTests(Dialect dialect)
{
    private const string Users = "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL)";

    private static async Task<int> AdoptAsync(TestDatabase database, string sql)
    {
        var file = TestRun.File("0001_users.sql", sql);
        await using var engine = await database.OpenAsync();
        var plan = new AdoptionPlan { Target = "shop", Environment = "staging", Actor = "tester", Migrations = [file] };
        return await new Adoption(engine, TestRun.Limits, TimeProvider.System).AdoptAsync(plan, new TestRun.Progress(_ => { }), default);
    }

    [Test]
    public async Task A_database_that_is_where_the_history_leaves_it_gets_a_journal_and_later_migrations_run()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ExecuteAsync(Users);

        Assert.That(await AdoptAsync(database, Users), Is.EqualTo(1));

        var next = await database.ApplyAsync(("0001_users.sql", Users), ("0002.sql", "CREATE TABLE more (id integer);"));
        Assert.That(next.Outcome, Is.EqualTo(RunOutcome.Succeeded), next.Because);
        Assert.That(next.Migrations.Select(migration => migration.Path), Is.EqualTo(new[] { "0002.sql" }));
    }

    [Test]
    public async Task A_database_that_is_elsewhere_is_refused_with_the_difference()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ExecuteAsync("CREATE TABLE users (id integer PRIMARY KEY)");
        var refused = await Assert.CatchAsync<RunRefusedException>(() => AdoptAsync(database, Users));

        Assert.That(refused!.Refusal.Difference!.Differences.Select(difference => difference.Object.Part), Does.Contain("email"));
        Assert.That(async () => await database.CountAsync(database.Journal("run")), Throws.Exception);
    }

    [Test]
    public async Task A_journal_with_migrations_is_not_begun_anew()
    {
        await using var database = await TestDatabase.CreateAsync(dialect);
        await database.ApplyAsync(("0001_users.sql", Users));

        Assert.That(() => AdoptAsync(database, Users), Throws.TypeOf<RunRefusedException>().With.Message.Contains("has a journal already"));
    }
}
