using ChangeGate.Changes;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Tests.Running;

[Parallelizable(ParallelScope.All)]
internal sealed class UnfinishedObjectTests
{
    private const string Users = "CREATE TABLE users (id integer PRIMARY KEY, email text);";

    [TestCase("CREATE INDEX by_email ON users (email);\nUPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_email'::regclass;", "index public.by_email", true, TestName = "an invalid index")]
    [TestCase("CREATE TABLE parts (id integer) PARTITION BY RANGE (id);\nCREATE TABLE part PARTITION OF parts DEFAULT;\nCREATE INDEX by_id ON ONLY parts (id);", "index public.by_id", false, TestName = "an index that waits for those of its partitions")]
    [TestCase("ALTER TABLE users ADD CONSTRAINT has_email CHECK (email <> '') NOT VALID;", "constraint public.users.has_email", false, TestName = "a constraint that waits for its validation")]
    public async Task A_run_says_what_it_left_that_does_not_hold_yet(string sql, string left, bool broken)
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        var report = await database.ApplyAsync(("0001.sql", Users), ("0002.sql", sql));

        Assert.That(report.Unfinished.Select(one => ($"{one.Object.Kind.ToString().ToLowerInvariant()} {one.Object}", one.IsBroken)), Is.EqualTo([(left, broken)]), report.Because);
        Assert.That(report.IsAstray, Is.EqualTo(broken));
    }

    [Test]
    public async Task An_index_that_was_passed_over_because_a_broken_one_has_its_name_is_told()
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        await database.ApplyAsync(("0001.sql", Users), ("0002.sql", "CREATE INDEX by_email ON users (email);\nUPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_email'::regclass;"));
        var report = await database.ApplyAsync(("0001.sql", Users), ("0002.sql", "CREATE INDEX by_email ON users (email);\nUPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_email'::regclass;"), ("0003.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_email ON users (email);"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(report.IsAstray);
    }

    [Test]
    public async Task What_was_open_before_is_not_told_again_and_what_was_closed_is_not_told()
    {
        (string, string)[] history = [("0001.sql", Users), ("0002.sql", "ALTER TABLE users ADD CONSTRAINT has_email CHECK (email <> '') NOT VALID;")];
        await using var database = await TestDatabase.CreateAsync(Dialect.PostgreSql);
        await database.ApplyAsync(history);

        Assert.That((await database.ApplyAsync([.. history, ("0003.sql", "CREATE TABLE orders (id integer);")])).Unfinished, Is.Empty);
        Assert.That((await database.ApplyAsync([.. history, ("0003.sql", "CREATE TABLE orders (id integer);"), ("0004.sql", "ALTER TABLE users VALIDATE CONSTRAINT has_email;")])).Unfinished, Is.Empty);
    }
}
