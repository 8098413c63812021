using ChangeGate.Changes;

namespace ChangeGate.Databases.Tests.Running;

[TestFixture(Dialect.Sqlite)]
[TestFixture(Dialect.PostgreSql)]
[Parallelizable(ParallelScope.All)]
internal sealed class HealthCheckTests(Dialect dialect)
{
    [TestCase("select count(*) = 0 from jobs", true, "true")]
    [TestCase("select 1", true, "true")]
    [TestCase("select 0", false, "false")]
    [TestCase("select 2", false, "neither true nor false")]
    [TestCase("select null", false, "null")]
    [TestCase("select 'true'", false, "neither true nor false")]
    [TestCase("select 1, 1", false, "more than one column")]
    [TestCase("select 1 union all select 1", false, "more than one row")]
    [TestCase("select id from jobs", false, "no row")]
    [TestCase("select nothing from nowhere", false, "failed")]
    public async Task Whatever_is_not_one_true_value_is_no(string query, bool isWell, string because)
    {
        await using var database = await WithJobsAsync();
        await using var engine = await database.OpenAsync();

        var answer = await new HealthCheck(engine).AskAsync(query, TimeSpan.FromSeconds(10), default);

        Assert.That(answer.IsWell, Is.EqualTo(isWell), answer.Because);
        Assert.That(answer.Because, Does.Contain(because));
    }

    [TestCase("insert into jobs values (1)")]
    [TestCase("drop table jobs")]
    public async Task Nothing_is_written_even_where_nobody_looked_at_the_query(string query)
    {
        await using var database = await WithJobsAsync();
        await using var engine = await database.OpenAsync();

        var answer = await new HealthCheck(engine).AskAsync(query, TimeSpan.FromSeconds(10), default);

        Assert.That(answer.IsWell, Is.False);
        Assert.That(await database.CountAsync("jobs"), Is.Zero);
    }

    [Test]
    public async Task A_query_that_takes_too_long_is_stopped()
    {
        var forever = dialect == Dialect.Sqlite ? "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) = 0 from n" : "select pg_sleep(60) is not null";
        await using var database = await WithJobsAsync();
        await using var engine = await database.OpenAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var answer = await new HealthCheck(engine).AskAsync(forever, TimeSpan.FromMilliseconds(300), default);

        Assert.That(answer.Because, Does.Contain("no answer within"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task Two_connections_to_one_database_have_one_identity_and_two_databases_have_two()
    {
        await using var one = await WithJobsAsync();
        await using var other = await WithJobsAsync();

        var first = await IdentityAsync(one);

        Assert.That(await IdentityAsync(one), Is.EqualTo(first));
        Assert.That(await IdentityAsync(other), Is.Not.EqualTo(first));
    }

    private async Task<TestDatabase> WithJobsAsync()
    {
        var database = await TestDatabase.CreateAsync(dialect);
        await database.ExecuteAsync("create table jobs (id integer)");

        return database;
    }

    private static async Task<string> IdentityAsync(TestDatabase database)
    {
        await using var engine = await database.OpenAsync();

        return await new HealthCheck(engine).IdentityAsync(default);
    }
}
