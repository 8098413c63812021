using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql.Guard;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Failures;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Guards;

/// <summary>On a server of its own for each version: the guard's owner is a role of the whole server.</summary>
[TestFixture(13)]
[TestFixture(18)]
[Parallelizable(ParallelScope.Self)]
internal sealed class GuardTests(int version)
{
    private PostgresServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await InstalledPostgres.Of(version).StartAloneAsync();

    private static readonly string[] Forbidden =
    [
        "create table a (id int)",
        "create table a as select 1 as one",
        "select 1 as one into a",
        "do $$ begin create table a (id int); end $$",
        "do $$ begin execute 'create table ' || 'a (id int)'; end $$",
        "do $$ begin create table a (id int); exception when others then raise; end $$",
        "set session_replication_role = replica ;; create table a (id int)",
        "create view v as select 1 as one",
        "create function f() returns int language sql as 'select 1'",
        "create type t as enum ('a')",
        "alter table own add column b int",
        "alter table own alter column id type bigint",
        "create index on own (id)",
        "create index concurrently on own (id)",
        "drop index concurrently own_id",
        "drop table own",
        "alter table own drop column id",
        "comment on table own is 'mine'",
        "grant select on own to public",
        "alter default privileges grant select on tables to public",
        "create trigger t before insert on own for each row execute function suppress_redundant_updates_trigger()",
        "create schema s",
        "drop owned by current_user",
        "begin ;; create temp table hidden (id int) ;; alter table own add column b int ;; commit",
        "create temp table hidden (id int) ;; create index concurrently on own (id)",
        "create temp table hidden (id int) ;; drop table hidden, own",
    ];

    [Test]
    public async Task Whoever_is_not_the_runner_changes_nothing_of_the_schema()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server);
        await database.ExecuteAsync("dev", "create table own (id int)", "create index own_id on own (id)");
        await database.ExecuteAsync(null, "grant create on database \"" + new NpgsqlConnectionStringBuilder(database.Connection).Database + "\" to dev");
        await database.InstallAsync(GuardMode.Enforce);
        var before = await SchemaAsync(database);
        var refusals = new List<string>();

        foreach (var statement in Forbidden)
        {
            refusals.Add($"{await database.RefusalAsync("dev", statement.Split(" ;; ")) ?? "passed"}: {statement}");
        }

        // Only a superuser may set it, so the script ends there.
        Assert.That(refusals.Where(refusal => !refusal.StartsWith(GuardFunctions.Refused, StringComparison.Ordinal)), Is.EqualTo(new[] { "42501: set session_replication_role = replica ;; create table a (id int)" }));
        Assert.That(await SchemaAsync(database), Is.EqualTo(before));
    }

    [Test]
    public async Task A_superuser_by_hand_is_refused_too_in_whatever_replication_role()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);

        Assert.That(await database.RefusalAsync(null, "create table a (id int)"), Is.EqualTo(GuardFunctions.Refused));
        Assert.That(await database.RefusalAsync(null, "set session_replication_role = replica", "create table a (id int)"), Is.EqualTo(GuardFunctions.Refused));
        Assert.That(await database.RefusalAsync(null, $"set session authorization \"{GuardedDatabase.Runner}\"", "create table a (id int)"), Is.EqualTo(GuardFunctions.Refused));
    }

    [Test]
    public async Task The_refusal_says_what_to_do()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        var refused = await Assert.CatchAsync<PostgresException>(() => database.ExecuteAsync("dev", "create schema s"));

        Assert.That(refused!.MessageText, Is.EqualTo("ChangeGate's guard refuses CREATE SCHEMA outside of a governed run."));
        Assert.That(refused.Hint, Does.Contain("`changegate apply`").And.Contain("\"break glass\""));
    }

    [Test]
    public async Task Work_that_changes_no_schema_goes_on()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server);
        await database.ExecuteAsync("dev", "create table own (id int primary key)", "create materialized view m as select id from own", "create unique index on m (id)");
        await database.InstallAsync(GuardMode.Enforce);

        await database.ExecuteAsync(
            "dev",
            "insert into own values (1)",
            "refresh materialized view m",
            "refresh materialized view concurrently m",
            "reindex table own",
            "vacuum own",
            "analyze own",
            "truncate own",
            "create temp table t (id serial primary key, name text default 'x')",
            "create index on t (name)",
            "alter table t add column more int",
            "alter table t alter column more type bigint",
            "comment on table t is 'mine'",
            "create temp view tv as select id from t",
            "create function pg_temp.f() returns int language sql as 'select 1'",
            "alter table t drop column more",
            "drop view tv",
            "create temp table u on commit drop as select 1 as one",
            "drop table t",
            "create table if not exists own (id int)",
            "drop table if exists nothing_there");
        Assert.That((await database.EventsAsync()).Where(one => one.Tag != "REINDEX"), Is.Empty);
    }

    [Test]
    public async Task A_governed_run_and_its_rollback_pass_and_are_recorded_with_the_run()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        var rollback = new Rollback { Reversibility = Reversibility.SchemaOnly, Reverse = ["DROP TABLE a"] };
        await using var engine = await database.OpenAsync(GuardedDatabase.Runner);
        var plan = TestRun.Plan(
            TestRun.Planned(Dialect.PostgreSql, "1.sql", "CREATE TABLE a (id int);\nDO $$ BEGIN EXECUTE 'ALTER TABLE a ADD b text'; END $$;\nALTER TABLE a ALTER b TYPE varchar(5);", rollback),
            TestRun.Planned(Dialect.PostgreSql, "2.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);", rollback with { Reverse = ["DROP INDEX CONCURRENTLY a_id"], NeedsAutocommit = true }));
        var run = await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(plan, new TestRun.Progress(_ => { }), default);
        var back = await new RollbackRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(new RollbackPlan { Target = "shop", Environment = "staging", Actor = "tester" }, new TestRun.Progress(_ => { }), default);
        var events = await database.EventsAsync();

        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);
        Assert.That(back.Outcome, Is.EqualTo(RunOutcome.Succeeded), back.Because);
        Assert.That(events.Where(one => one.RunId == run.Id).Select(one => one.Tag), Is.SupersetOf(new[] { "CREATE TABLE", "ALTER TABLE", "CREATE INDEX" }));
        Assert.That(events.Where(one => one.RunId == back.Id).Select(one => (one.Tag, one.Drops, one.Objects[0])), Is.EqualTo(new[] { ("DROP INDEX", true, "public.a_id"), ("DROP TABLE", true, "public.a") }));
        Assert.That(events.Where(one => one.RunId is null).Select(one => one.Passage).Distinct(), Is.EqualTo(new[] { GuardPassage.Upkeep }), "only the journal was made beside the runs");
        Assert.That(run.Guard, Has.Property("Mode").EqualTo(GuardMode.Enforce).And.Property("Events").Empty);
        Assert.That(await database.ScalarAsync<long>("select count(*) from changegate_guard.event where statement !~ '^sha256:[0-9a-f]{64}$'"), Is.Zero);
    }

    [Test]
    public async Task Whoever_plays_the_run_without_being_the_runner_is_refused()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"));
        string[] locks = [$"select pg_advisory_lock({Databases.PostgreSql.PostgreSqlLock.RunKey})", $"select pg_advisory_lock({Databases.PostgreSql.PostgreSqlLock.WorkKey})"];
        const string table = "create table forged (id int)";
        const string row = "insert into changegate.run_state (run_id, state, at) select id, 'running', now() from changegate.run";

        Assert.That(await database.RefusalAsync("dev", [.. locks, table]), Is.EqualTo(GuardFunctions.Refused), "locks alone");
        Assert.That(await database.RefusalAsync("dev", "set application_name = 'changegate run'", "set changegate.transaction = 'ours'", "set changegate.run = 'x'", table), Is.EqualTo(GuardFunctions.Refused), "settings");
        Assert.That(await database.RefusalAsync("dev", row), Is.EqualTo("42501"), "the journal");
        Assert.That(await database.RefusalAsync("dev", $"set role \"{GuardedDatabase.Runner}\""), Is.EqualTo("42501"), "the role");
        Assert.That(await database.RefusalAsync("dev", "update changegate_guard.setting set mode = 'audit'"), Is.EqualTo("42501"), "the setting");
        Assert.That(await database.RefusalAsync("dev", "select changegate_guard.remember('done', 'governed', null, 'x', '{}', 0)"), Is.EqualTo("42501"), "its functions");
        Assert.That(await database.RefusalAsync("dev", "create or replace function changegate_guard.enforces() returns boolean language sql as 'select false'"), Is.AnyOf("42501", GuardFunctions.Refused));
        Assert.That(await database.RefusalAsync("dev", "drop event trigger changegate_guard_begin"), Is.EqualTo("42501"), "its triggers");

        // The runner's own login without a run, without a lock, and while the journal says that a run goes on.
        Assert.That(await database.RefusalAsync(GuardedDatabase.Runner, table), Is.EqualTo(GuardFunctions.Refused), "no run");
        Assert.That(await database.RefusalAsync(GuardedDatabase.Runner, [.. locks, table]), Is.EqualTo(GuardFunctions.Refused), "locks without a run");
        Assert.That(await database.RefusalAsync(GuardedDatabase.Runner, row, table), Is.EqualTo(GuardFunctions.Refused), "a run without locks");
        Assert.That(await database.RefusalAsync("dev", [.. locks, table]), Is.EqualTo(GuardFunctions.Refused), "locks while a run seems to go on");
        Assert.That(await database.RefusalAsync(GuardedDatabase.Runner, "update changegate_guard.event set passage = 'governed'"), Is.EqualTo("42501"), "what was recorded");
    }

    [Test]
    public async Task Nobody_rides_along_with_a_run_that_goes_on()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        var run = database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);\nSELECT pg_sleep(3);"));
        await WaitAsync(database, "select exists (select from pg_stat_activity where query ~ 'pg_sleep' and state = 'active' and pid <> pg_backend_pid())");

        Assert.That(await database.RefusalAsync("dev", "create table b (id int)"), Is.EqualTo(GuardFunctions.Refused));
        Assert.That(await database.RefusalAsync(GuardedDatabase.Runner, "create table b (id int)"), Is.EqualTo(GuardFunctions.Refused));
        Assert.That((await run).Outcome, Is.EqualTo(RunOutcome.Succeeded));
    }

    [Test]
    public async Task Members_of_the_break_glass_role_pass_and_the_next_run_tells_of_it_once()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await database.ExecuteAsync("oncall", "create table urgent (id int, token text default 'a secret')", "drop table urgent");
        var status = await database.StatusAsync(GuardedDatabase.Runner);

        Assert.That(status.Findings, Is.Empty);
        Assert.That(status.Unreported.Select(one => (one.Tag, one.Passage, one.Login, one.Drops)), Is.EqualTo(new[]
        {
            ("CREATE TABLE", GuardPassage.BreakGlass, "oncall", false), ("DROP TABLE", GuardPassage.BreakGlass, "oncall", true),
        }));
        Assert.That(await database.ScalarAsync<long>("select count(*) from changegate_guard.event e where e::text ~ 'secret'"), Is.Zero);

        var run = await database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"));
        var next = await database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"), ("2.sql", "CREATE TABLE b (id int);"));

        Assert.That(run.Guard!.Events.Select(one => one.Tag), Is.EqualTo(new[] { "CREATE TABLE", "DROP TABLE" }));
        Assert.That(next.Guard!.Events, Is.Empty);
        Assert.That((await database.StatusAsync()).Unreported, Is.Empty);
    }

    [Test]
    public async Task Status_and_drift_tell_of_what_came_past_and_of_what_went_round()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"));
        await using var engine = await database.OpenAsync(GuardedDatabase.Runner);
        var looks = new DatabaseStatus(engine);
        var files = new[] { TestRun.File("1.sql", "CREATE TABLE a (id int);") };
        Assert.That((await looks.StatusAsync("shop", "staging", files, default)).IsUpToDate, Is.True);

        await database.ExecuteAsync("oncall", "create table urgent (id int)");
        var broken = await looks.DriftAsync("shop", "staging", [], default);
        var status = await looks.StatusAsync("shop", "staging", files, default);
        Assert.That(broken, Has.Property("HasDrifted").True.And.Property("WentRoundGuard").False);
        Assert.That(broken.Guard.Unreported.Single().Login, Is.EqualTo("oncall"));
        Assert.That(status, Has.Property("IsUpToDate").False.And.Property("IsBroken").False);

        await database.ExecuteAsync("oncall", "drop table urgent");
        await database.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"), ("2.sql", "CREATE TABLE b (id int);"));
        await database.ExecuteAsync(null, "alter event trigger changegate_guard_begin disable", "alter event trigger changegate_guard_end disable", "create table unseen (id int)", "alter event trigger changegate_guard_begin enable always", "alter event trigger changegate_guard_end enable always");
        var round = await looks.DriftAsync("shop", "staging", [], default);
        Assert.That(round, Has.Property("HasDrifted").True.And.Property("WentRoundGuard").True);
        Assert.That(round.Guard.Findings, Is.Empty);
    }

    [Test]
    public async Task Archives_are_purged_and_histories_adopted_under_it()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await using var engine = await database.OpenAsync(GuardedDatabase.Runner);
        await database.GuardAsync(guard => guard.InstallAsync(new GuardRequest(GuardMode.Audit, GuardedDatabase.Runner, null), default));
        await database.ExecuteAsync(GuardedDatabase.Runner, "create table a (id int)", "create schema changegate_archive", "create table changegate_archive.left_over (id int)");
        await database.InstallAsync(GuardMode.Enforce);
        var history = TestRun.File("1.sql", "GRANT CREATE ON SCHEMA public TO \"shop runner\", dev, oncall;\nCREATE TABLE a (id int);\nCREATE SCHEMA changegate_archive;\nCREATE TABLE changegate_archive.left_over (id int);");
        var adopted = await new Adoption(engine, TestRun.Limits, TimeProvider.System).AdoptAsync(
            new AdoptionPlan { Target = "shop", Environment = "staging", Actor = "tester", Migrations = [history] },
            new TestRun.Progress(_ => { }),
            default);
        var archives = new RunArchives(engine, TestRun.Limits, TimeProvider.System);
        var kept = await archives.ListAsync("shop", "staging", default);
        await archives.PurgeAsync(kept with { Purged = kept.Archives }, "tester", default);

        Assert.That(adopted, Is.EqualTo(1));
        Assert.That(kept.Archives, Has.Count.EqualTo(1));
        Assert.That(await database.ScalarAsync<long>("select count(*) from pg_namespace where nspname = 'changegate_archive'"), Is.Zero);
    }

    [Test]
    public async Task Audit_refuses_nothing_and_records_all()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server, GuardMode.Audit);
        await database.ExecuteAsync("dev", "create table a (id int)", "create index concurrently a_id on a (id)", "grant select on a to public", "drop table a");
        await database.ExecuteAsync(null, "alter table if exists nothing_there add b int", "create extension if not exists plpgsql");
        var events = await database.EventsAsync();

        Assert.That(events.Select(one => one.Tag), Is.EqualTo(new[] { "CREATE TABLE", "CREATE INDEX", "GRANT", "DROP TABLE" }));
        Assert.That(events, Has.All.Property("Passage").EqualTo(GuardPassage.Outside).And.All.Property("Login").EqualTo("dev"));
        Assert.That(events[0].Objects, Is.EqualTo(new[] { "public.a" }));
        Assert.That(events[0].Statement, Is.EqualTo(Text.Digest.Of("create table a (id int)")));
    }

    [Test]
    public async Task Taken_out_it_leaves_nothing()
    {
        await using var empty = await GuardedDatabase.CreateAsync(_server);
        await empty.ExecuteAsync(null, $"drop role if exists {GuardScript.Owner}");
        await using var used = await GuardedDatabase.CreateAsync(_server);
        await used.ApplyAsync(GuardedDatabase.Runner, ("1.sql", "CREATE TABLE a (id int);"));

        foreach (var database in new[] { empty, used })
        {
            var before = await CatalogsAsync(database);
            await database.InstallAsync(GuardMode.Audit);
            await database.InstallAsync(GuardMode.Enforce);
            await database.ExecuteAsync("oncall", "create table urgent (id int)", "drop table urgent");
            Assert.That(await CatalogsAsync(database), Is.Not.EqualTo(before));
            await database.GuardAsync(guard => guard.UninstallAsync(default));
            Assert.That(await CatalogsAsync(database), Is.EqualTo(before));
            Assert.That(await database.StatusAsync(), Is.EqualTo(GuardStatus.None));
            await database.GuardAsync(guard => guard.UninstallAsync(default));
        }
    }

    [Test]
    public async Task Two_databases_of_a_server_each_have_their_own()
    {
        await using var one = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await using var other = await GuardedDatabase.CreateAsync(_server, GuardMode.Enforce);
        await one.GuardAsync(guard => guard.UninstallAsync(default));

        Assert.That((await other.StatusAsync()).Findings, Is.Empty);
        Assert.That(await other.RefusalAsync("dev", "create table a (id int)"), Is.EqualTo(GuardFunctions.Refused));
        Assert.That(await one.RefusalAsync("dev", "create table a (id int)"), Is.Null);
    }

    [Test]
    public async Task It_is_no_part_of_a_snapshot()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server);
        await using var engine = await database.OpenAsync(null);
        var before = await engine.ReadSnapshotAsync(default);
        await database.InstallAsync(GuardMode.Enforce);

        Assert.That((await engine.ReadSnapshotAsync(default)).Objects.Select(one => one.Id), Is.EqualTo(before.Objects.Select(one => one.Id)));
    }

    [Test]
    public async Task Only_a_superuser_installs_it_and_the_roles_must_be_there()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server);
        await using var engine = await database.OpenAsync(GuardedDatabase.Runner);

        Assert.That(
            () => new DatabaseGuard(engine).InstallAsync(new GuardRequest(GuardMode.Audit, GuardedDatabase.Runner, null), default),
            Throws.TypeOf<GateException>().With.Property("Problem").Contains("no superuser"));
        Assert.That(
            () => database.GuardAsync(guard => guard.InstallAsync(new GuardRequest(GuardMode.Audit, GuardedDatabase.Runner, "nobody's"), default)),
            Throws.TypeOf<GateException>().With.Property("Problem").Contains("nobody's"));
        Assert.That(await database.StatusAsync(), Is.EqualTo(GuardStatus.None));
    }

    private static Task<string?> SchemaAsync(GuardedDatabase database) => database.ScalarAsync<string>(
        """
        select string_agg(one, '|' order by one) from (
            select format('%s %s %s %s', c.relkind, c.oid::regclass, c.relacl, obj_description(c.oid)) as one from pg_class c where c.relnamespace = 'public'::regnamespace
            union all select format('%s %s', attname, atttypid) from pg_attribute where attrelid = 'own'::regclass
            union all select nspname from pg_namespace where nspname !~ '^pg_(toast_)?temp'
            union all select proname from pg_proc where pronamespace = 'public'::regnamespace
            union all select typname from pg_type where typnamespace = 'public'::regnamespace
            union all select tgname from pg_trigger
            union all select oid::text from pg_default_acl) catalogs
        """);

    /// <summary>Every row of every catalog that such a thing could be left in; rights as what they mean, since a right given and taken back is written out.</summary>
    private static Task<string?> CatalogsAsync(GuardedDatabase database) => database.ScalarAsync<string>(
        """
        select string_agg(one, E'\n' order by one) from (
            select format('class %s %s %s', c.oid, c.relname, (select string_agg(a::text, ',' order by a::text) from aclexplode(coalesce(c.relacl, acldefault(case when c.relkind = 'S' then 's'::"char" else 'r' end, c.relowner))) a)) as one
            from pg_class c where c.oid >= 16384 and c.relname !~ '^pg_toast'
            union all select format('schema %s %s', n.nspname, (select string_agg(a::text, ',' order by a::text) from aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a)) from pg_namespace n where n.nspname !~ '^pg_(toast_)?temp'
            union all select format('function %s', proname) from pg_proc where oid >= 16384
            union all select format('type %s', typname) from pg_type where oid >= 16384 and typname !~ '^_?pg_toast'
            union all select format('event trigger %s', evtname) from pg_event_trigger
            union all select format('default %s', defaclacl) from pg_default_acl
            union all select format('role %s', rolname) from pg_roles
            union all select format('member %s %s', roleid, member) from pg_auth_members
            union all select format('setting %s', setconfig) from pg_db_role_setting
            union all select format('shared %s %s %s', dbid, classid, objid) from pg_shdepend where dbid = (select oid from pg_database where datname = current_database())) catalogs
        """);

    private static async Task WaitAsync(GuardedDatabase database, string until)
    {
        for (var attempt = 0; attempt < 100 && !await database.ScalarAsync<bool>(until); attempt++)
        {
            await Task.Delay(50);
        }
    }
}
