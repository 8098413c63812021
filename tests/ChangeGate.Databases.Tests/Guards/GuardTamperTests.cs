using ChangeGate.Runs;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Guards;

/// <summary>A superuser can do anything to the guard. The next look finds it.</summary>
[TestFixture(13)]
[TestFixture(18)]
[Parallelizable(ParallelScope.Self)]
internal sealed class GuardTamperTests(int version)
{
    private static readonly (string Sql, string Finding)[] Tampering =
    [
        ("alter event trigger changegate_guard_begin disable", "event trigger `changegate_guard_begin` is not as it was installed: it is disabled"),
        ("alter event trigger changegate_guard_end enable", "event trigger `changegate_guard_end` is not as it was installed: it is disabled, or can be gone round"),
        ("drop event trigger changegate_guard_drop", "event trigger `changegate_guard_drop` is gone"),
        ("drop event trigger changegate_guard_rewrite ;; create event trigger changegate_guard_rewrite on table_rewrite when tag in ('ALTER TYPE') execute function changegate_guard.rewrite_table() ;; alter event trigger changegate_guard_rewrite enable always", "event trigger `changegate_guard_rewrite` is not as it was installed"),
        ("create or replace function changegate_guard.enforces() returns boolean language sql volatile set search_path = pg_catalog, pg_temp as 'select false'", "function `enforces()` is not as it was installed"),
        ("alter function changegate_guard.passage() reset search_path", "function `passage()` is not as it was installed"),
        ("alter function changegate_guard.begin_command() security invoker", "function `begin_command()` is not as it was installed"),
        ("grant execute on function changegate_guard.remember(text,text,text,text,text[],bigint) to public", "is not as it was installed"),
        ("create function changegate_guard.more() returns int language sql as 'select 1'", "The guard has function `more()`"),
        ("update changegate_guard.setting set mode = 'audit'", "setting is not the one that it was installed with"),
        ("update changegate_guard.setting set break_glass = 'dev'", "setting is not the one that it was installed with"),
        ("delete from changegate_guard.setting", "setting is gone"),
        ("grant changegate_guard_owner to dev", "role `changegate_guard_owner` is not as it was installed"),
        ("alter role changegate_guard_owner login", "role `changegate_guard_owner` is not as it was installed"),
        ("grant delete on changegate_guard.event to dev", "table `event` is not as it was installed"),
        ("grant update (passage) on changegate_guard.event to dev", "table `event` is not as it was installed"),
        ("create trigger lose before insert on changegate_guard.event for each row execute function suppress_redundant_updates_trigger()", "table `event` is not as it was installed"),
        ("create rule lose as on insert to changegate_guard.event do instead nothing", "table `event` is not as it was installed"),
        ("alter table changegate_guard.event enable row level security", "table `event` is not as it was installed"),
        ("drop table changegate_guard.report", "cannot be read"),
        ("drop schema changegate_guard cascade", "it is gone"),
        ("drop table changegate.guard", "record of the guard is gone"),
        ("revoke select on changegate.run from changegate_guard_owner", "may not read the journal"),
    ];

    private PostgresServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await InstalledPostgres.Of(version).StartAloneAsync();

    [TestCaseSource(nameof(Tampering))]
    public async Task What_was_done_to_it_is_found_and_nothing_runs((string Sql, string Finding) tampering)
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"));
        Assert.That((await database.StatusAsync(GuardedDatabase.Runner)).Findings, Is.Empty);

        try
        {
            await database.ExecuteAsync(null, ["alter event trigger changegate_guard_begin disable", "alter event trigger changegate_guard_end disable", "alter event trigger changegate_guard_drop disable", .. Restored(tampering.Sql)]);

            Assert.That((await database.StatusAsync(GuardedDatabase.Runner)).Findings, Has.Some.Contains(tampering.Finding));
            var refused = await Assert.CatchAsync<RunRefusedException>(() => database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"), ("2.sql", "CREATE TABLE b (id int);")));
            Assert.That(refused!.Refusal.Kind, Is.EqualTo(RefusalKind.GuardAltered));

            await database.InstallAsync(GuardMode.Enforce);
            var mended = await database.StatusAsync(GuardedDatabase.Runner);
            Assert.That(mended.Findings.Where(finding => !finding.Contains("more()") && !finding.Contains("changegate_guard_owner") && !finding.Contains("table `event`")), Is.Empty, "what is brought back by installing it again");
        }
        finally
        {
            await database.ExecuteAsync(null, "revoke changegate_guard_owner from dev", "alter role changegate_guard_owner nologin");
        }
    }

    [Test]
    public async Task Event_triggers_that_are_switched_off_are_found()
    {
        Assume.That(version, Is.GreaterThanOrEqualTo(17), "the setting came with 17");
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await database.ExecuteAsync(null, "set event_triggers = off", "create table unseen (id int)", "alter role dev set event_triggers = off");

        Assert.That((await database.StatusAsync()).Findings, Has.One.Contains("`event_triggers`"));
        await database.ExecuteAsync(null, "alter role dev reset event_triggers");
        Assert.That((await database.StatusAsync()).Findings, Is.Empty);
    }

    // While the rest is done the guard must not refuse it; then its triggers are as they were, but for the one that is the matter.
    private static string[] Restored(string sql) =>
    [
        .. sql.Split(" ;; "),
        .. new[] { "begin", "end", "drop" }.Where(name => !sql.Contains($"event trigger changegate_guard_{name}", StringComparison.Ordinal) && !sql.Contains("drop schema", StringComparison.Ordinal))
            .Select(name => $"alter event trigger changegate_guard_{name} enable always"),
    ];
}
