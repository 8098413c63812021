using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Runs;
using Npgsql;

namespace ChangeGate.Databases.Tests.PostgreSql;

[Parallelizable(ParallelScope.All)]
internal sealed class PostgreSqlRunTests
{
    private const string Doubles = "CREATE TABLE users (id int PRIMARY KEY, email text);\nINSERT INTO users VALUES (1, 'secret@x'), (2, 'secret@x');";

    private const string Unique = "SET lock_timeout = '2s';\nCREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);\nCOMMENT ON INDEX users_email IS 'done';";

    private static Task<TestDatabase> CreateAsync() => TestDatabase.CreateAsync(Dialect.PostgreSql);

    [Test]
    public async Task A_concurrent_index_that_broke_off_is_dropped_and_built_again_by_the_next_run()
    {
        await using var database = await CreateAsync();
        var broken = await database.ApplyAsync(("1.sql", Doubles), ("2.sql", Unique));

        Assert.That(broken.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(broken.Because, Does.StartWith("2.sql:2:1: 23505").And.Not.Contain("secret"));
        Assert.That(await database.CountAsync("pg_index where not indisvalid"), Is.EqualTo(1));

        await database.ExecuteAsync("update users set email = 'other' where id = 2");
        var next = await database.ApplyAsync(("1.sql", Doubles), ("2.sql", Unique));

        Assert.That(next.Outcome, Is.EqualTo(RunOutcome.Succeeded), next.Because);
        Assert.That(next.Cleaning, Has.Count.EqualTo(1));
        Assert.That(next.Statements.Select(statement => (statement.Number, statement.EarlierRun)), Is.EqualTo(new[] { (1, broken.Id), (2, null), (3, null) }));
        Assert.That(await database.CountAsync("pg_index where not indisvalid"), Is.Zero);
        Assert.That(await database.CountAsync("pg_indexes where indexname = 'users_email'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_of_which_a_part_was_applied_may_not_change_before_the_rest_is()
    {
        await using var database = await CreateAsync();
        await database.ApplyAsync(("1.sql", Doubles), ("2.sql", Unique));
        var refused = await Assert.CatchAsync<RunRefusedException>(() => database.ApplyAsync(("1.sql", Doubles), ("2.sql", Unique + " -- edited")));

        Assert.That(refused!.Refusal, Has.Property("Kind").EqualTo(RefusalKind.HistoryChanged).And.Property("Problem").Contains("A part of `2.sql`"));
    }

    [Test]
    public async Task Statements_outside_of_a_transaction_run_in_the_order_of_the_source()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nINSERT INTO a VALUES (1);\nVACUUM a;\nDROP INDEX CONCURRENTLY a_id;\nALTER TABLE a ADD b int;"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(report.Statements.Select(statement => (statement.Number, statement.InTransaction)), Is.EqualTo(new[] { (1, true), (2, false), (3, true), (4, false), (5, false), (6, true) }));
        Assert.That(await database.CountAsync("changegate.step where event = 'started'"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_table_that_somebody_holds_is_waited_for_no_longer_than_the_limit_and_then_tried_again()
    {
        await using var database = await CreateAsync();
        await database.ApplyAsync(("1.sql", "CREATE TABLE a (id int);"));
        await using var other = NpgsqlDataSource.Create(database.Connection);
        await using var holder = await other.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("lock table a", holder))
        {
            await command.ExecuteNonQueryAsync();
        }

        var plan = TestRun.Plan(Dialect.PostgreSql, ("1.sql", "CREATE TABLE a (id int);"), ("2.sql", "CREATE TABLE b (id int);\nALTER TABLE a ADD c int;"));
        var held = await database.ApplyAsync(plan, TestRun.Limits with { Attempts = 2 });
        await transaction.RollbackAsync();
        var free = await database.ApplyAsync(plan);

        Assert.That(held, Has.Property("Outcome").EqualTo(RunOutcome.Failed).And.Property("Because").Contains("55P03"));
        Assert.That(held.Statements, Has.Count.EqualTo(4));
        Assert.That(held.Statements[0].Error, Is.EqualTo("rolled back with its transaction"));
        Assert.That(free.Outcome, Is.EqualTo(RunOutcome.Succeeded), free.Because);
    }

    [Test]
    public async Task Limits_follow_the_kind_of_statement_and_are_the_scripts_where_it_sets_them()
    {
        await using var database = await CreateAsync();
        const string note = "INSERT INTO seen SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout');";
        var report = await database.ApplyAsync(
            TestRun.Plan(
                Dialect.PostgreSql,
                ("1.sql", $"CREATE TABLE seen (what text);\n{note}"),
                ("2.sql", $"SET statement_timeout = '7s';\n{note}")),
            TestRun.Limits with { Lock = TimeSpan.FromSeconds(3), Statement = TimeSpan.FromSeconds(90), Build = TimeSpan.FromSeconds(600) });

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(await database.ScalarAsync("select string_agg(what, ', ' order by what) from seen"), Is.EqualTo("3s 10min, 3s 7s"));
    }

    [Test]
    public async Task A_concurrent_build_waits_for_old_transactions_longer_than_for_a_lock()
    {
        await using var database = await CreateAsync();
        await database.ApplyAsync(("1.sql", "CREATE TABLE a (id int);"));
        await using var other = NpgsqlDataSource.Create(database.Connection);
        await using var old = await other.OpenConnectionAsync();
        await using var transaction = await old.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("insert into a values (1)", old))
        {
            await command.ExecuteNonQueryAsync();
        }

        var run = database.ApplyAsync(("1.sql", "CREATE TABLE a (id int);"), ("2.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);"));
        await Task.WhenAny(run, Task.Delay(TestRun.Limits.Lock * 3));
        await transaction.CommitAsync();
        var report = await run;

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
    }

    [Test]
    public async Task A_statement_is_sent_as_it_is_written()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", """
            CREATE TABLE t (a text);
            INSERT INTO t VALUES ('$1 :name @name ?'), ($$; 'x'$$), (E'\'; --');
            CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2; SELECT 3';
            CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
            INSERT INTO t SELECT a FROM t WHERE a::text LIKE ':x%' OR '{"a":1}'::jsonb ? 'a' AND '{"b":{"c":2}}'::jsonb @> '{"b":{}}';
            """));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(await database.ScalarAsync("select min(a) from t"), Is.EqualTo("$1 :name @name ?"));
        Assert.That(report.Statements[^1].Rows, Is.EqualTo(3));
    }

    [Test]
    public async Task Rows_of_a_copy_are_loaded()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", "CREATE TABLE t (a int, b text);\nCOPY t (a, b) FROM stdin;\n1\tone\n2\t\\N\n\\.\n\nINSERT INTO t VALUES (3, 'x');\n"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(await database.CountAsync("t where a in (1, 2)"), Is.EqualTo(2));
        Assert.That(report.Statements.Select(statement => statement.Number), Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public async Task A_setting_or_a_role_of_one_migration_does_not_reach_the_next()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(
            ("1.sql", "CREATE SCHEMA other;\nGRANT ALL ON SCHEMA other TO pg_monitor;\nSELECT pg_catalog.set_config('search_path', '', false);\nSET ROLE pg_monitor;\nCREATE TABLE other.a (id int);"),
            ("2.sql", "CREATE TABLE b (id int);"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(await database.ScalarAsync("select tableowner from pg_tables where tablename = 'a'"), Is.EqualTo("pg_monitor"));
        Assert.That(await database.ScalarAsync("select schemaname from pg_tables where tablename = 'b'"), Is.EqualTo("public"));
    }

    [TestCase("CREATE TABLE t (a text);\nINSERT INTO t VALUES ('secret');\nALTER TABLE t ALTER a TYPE int USING a::int;", "1.sql:3:")]
    [TestCase("CREATE TABLE t (a text UNIQUE);\nINSERT INTO t VALUES ('secret');\nINSERT INTO t SELECT a FROM t;", "1.sql:3:")]
    [TestCase("CREATE TABLE t (a text);\nINSERT INTO t VALUES ('secret');\nDO $$ BEGIN RAISE EXCEPTION 'row %', (SELECT a FROM t); END $$;", "1.sql:3:")]
    public async Task An_error_says_where_and_never_a_value(string sql, string place)
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", sql));

        Assert.That(report.Because, Does.StartWith(place).And.Not.Contain("secret"));
        Assert.That(report.Statements[^1].Error, Does.Not.Contain("secret"));
        Assert.That(await database.CountAsync("changegate.step where error like '%secret%'"), Is.Zero);
    }

    [Test]
    public async Task An_error_points_at_the_character_that_the_engine_names()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", "-- é\n\n  SELECT '😀',\n    nothing FROM pg_class;"));

        Assert.That(report.Because, Does.StartWith("1.sql:4:5: 42703"));
    }

    [Test]
    public async Task A_constraint_that_is_checked_at_commit_fails_the_whole_migration()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", "CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO c VALUES (1);"));

        Assert.That(report, Has.Property("Outcome").EqualTo(RunOutcome.Failed).And.Property("Because").Contains("23503"));
        Assert.That(async () => await database.CountAsync("p"), Throws.Exception);
        Assert.That(await database.CountAsync("changegate.migration"), Is.Zero);
    }

    [Test]
    public async Task A_connection_that_the_server_ends_leaves_nothing_half_and_the_next_run_goes_on()
    {
        await using var database = await CreateAsync();
        var ended = await database.ApplyAsync(("1.sql", "CREATE TABLE a (id int);\nSELECT pg_terminate_backend(pg_backend_pid());"));
        var next = await database.ApplyAsync(("1.sql", "CREATE TABLE a (id int);"));

        Assert.That(ended.Outcome, Is.EqualTo(RunOutcome.Failed), ended.Because);
        Assert.That(next.Outcome, Is.EqualTo(RunOutcome.Succeeded), next.Because);
    }

    [Test]
    public async Task A_role_that_may_not_make_a_schema_is_told_what_it_needs()
    {
        await using var database = await CreateAsync();
        await database.ExecuteAsync("create role poor_" + Environment.ProcessId + " login");
        var settings = new NpgsqlConnectionStringBuilder(database.Connection) { Username = "poor_" + Environment.ProcessId };
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(settings.ConnectionString)), TimeProvider.System, default);

        Assert.That(
            () => new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(TestRun.Plan(Dialect.PostgreSql, ("1.sql", "SELECT 1;")), new TestRun.Progress(_ => { }), default),
            Throws.TypeOf<Failures.GateException>().With.Message.Contains("CREATE on the database"));
    }
}
