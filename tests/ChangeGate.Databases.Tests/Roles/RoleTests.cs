using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Guards;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Runs;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Roles;

/// <summary>On a server of its own for each version: roles belong to the whole server.</summary>
[TestFixture(13)]
[TestFixture(18)]
[Parallelizable(ParallelScope.Self)]
internal sealed class RoleTests(int version)
{
    private const string Runner = "the \"runner\" $changegate$ of 'shop'";

    private const string Reader = "reader \\ of shop";

    private PostgresServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await InstalledPostgres.Of(version).StartAloneAsync();
        await using var database = await GuardedDatabase.CreateAsync(_server);
        await database.ExecuteAsync(null, "create role owning nologin", "create role mighty login createrole createdb replication bypassrls in role pg_execute_server_program", "create role nearly login in role tester", "create role handing login", "grant owning to handing with admin option");
    }

    [Test]
    public async Task The_proposed_roles_do_all_that_a_run_and_a_look_need_and_no_finding_is_left()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server);
        const string before = """
            CREATE SCHEMA "odd ""schema";
            CREATE TABLE "odd ""schema"."o'wned" (id serial PRIMARY KEY);
            CREATE TYPE kind AS ENUM ('a');
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';
            CREATE TABLE theirs (id int PRIMARY KEY, kind kind);
            ALTER TABLE theirs OWNER TO owning;
            """;
        await database.ApplyAsync(null, ("0.sql", before));

        for (var time = 0; time < 2; time++)
        {
            await database.ExecuteAsync(null, [.. (await ReadAsync(database, null)).Script]);
            await database.GuardAsync(guard => guard.InstallAsync(new GuardRequest(GuardMode.Enforce, Runner, null), default));
            await database.GuardAsync(guard => guard.UninstallAsync(default));
        }

        await database.GuardAsync(guard => guard.InstallAsync(new GuardRequest(GuardMode.Enforce, Runner, null) { Reader = Reader }, default));
        Assert.That((await ReadAsync(database, Runner)).Findings.Select(finding => finding.Code), Is.EqualTo(version < 16 ? new[] { "others-may-become" } : []), "`mighty` is there");

        const string after = "CREATE SCHEMA made; CREATE TABLE made.here (id int); ALTER TABLE theirs ADD note text; ALTER TABLE \"odd \"\"schema\".\"o'wned\" ADD note text; ALTER TYPE kind ADD VALUE 'b'; CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 2'; DROP FUNCTION f();";
        await using var engine = await database.OpenAsync(Runner);
        var run = await new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(
            TestRun.Plan(Dialect.PostgreSql, ("0.sql", before), ("1.sql", after), ("2.sql", "CREATE INDEX CONCURRENTLY theirs_note ON theirs (note);")), new TestRun.Progress(_ => { }), default);
        Assert.That(run.Outcome, Is.EqualTo(RunOutcome.Succeeded), run.Because);

        await using var reading = await database.OpenAsync(Reader);
        var drift = await new DatabaseStatus(reading).DriftAsync("shop", "staging", [], default);
        Assert.That((drift.HasDrifted, drift.Guard.Mode, drift.Guard.Findings.Count), Is.EqualTo((false, GuardMode.Enforce, 0)), string.Join(" ", drift.Guard.Findings));
        Assert.That(await database.RefusalAsync(Reader, "select * from theirs"), Is.EqualTo("42501"), "no row is read");
        Assert.That(await database.RefusalAsync(Reader, "delete from changegate.run"), Is.EqualTo("42501"));
    }

    [TestCase(null, "superuser")]
    [TestCase("nearly", "superuser")]
    [TestCase("mighty", "createrole createdb bypassrls replication predefined no-create not-owner")]
    [TestCase("handing", "grants-roles no-create not-owner")]
    [TestCase(GuardedDatabase.Runner, "not-owner")]
    public async Task What_a_role_may_too_much_or_too_little_is_named(string? role, string codes)
    {
        await using var database = await GuardedDatabase.CreateAsync(_server);
        await database.ExecuteAsync(null, "create table theirs (id int)");

        // The database of a test belongs to the superuser that made it.
        Assert.That((await ReadAsync(database, role)).Findings.Select(finding => finding.Code).Except(["database-owner"]), Is.EqualTo(codes.Split(' ')));
        await using var engine = await database.OpenAsync(role);
        Assert.That(await new DatabaseRoles(engine).IsSuperuserAsync(default), Is.EqualTo(codes == "superuser"));
    }

    [Test]
    public async Task What_the_configuration_allows_is_no_reason_to_refuse()
    {
        await using var database = await GuardedDatabase.CreateAsync(_server);
        await database.ExecuteAsync(null, $"alter database \"{new NpgsqlConnectionStringBuilder(database.Connection).Database}\" owner to owning");
        await using var engine = await database.OpenAsync(null);
        var roles = new DatabaseRoles(engine);

        Assert.That((await roles.ReadAsync("shop", "staging", new RoleRequest(Runner, Reader), mayBeSuperuser: false, default)).IsLeast, Is.False);
        Assert.That((await roles.ReadAsync("shop", "staging", new RoleRequest(Runner, Reader), mayBeSuperuser: true, default)).IsLeast, Is.True);
    }

    private static async Task<RoleReport> ReadAsync(GuardedDatabase database, string? role)
    {
        await using var engine = await database.OpenAsync(role);
        return await new DatabaseRoles(engine).ReadAsync("shop", "staging", new RoleRequest(Runner, Reader), mayBeSuperuser: false, default);
    }
}
