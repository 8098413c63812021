using ChangeGate.Changes;
using ChangeGate.Databases.Sqlite;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Failures;
using ChangeGate.Runs;
using ChangeGate.TestKit;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Tests.Sqlite;

[Parallelizable(ParallelScope.All)]
internal sealed class SqliteRunTests
{
    private static readonly (string, string) Family = ("1.sql", """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);
        INSERT INTO parent VALUES (1, 'a');
        INSERT INTO child VALUES (1, 1);
        """);

    private static Task<TestDatabase> CreateAsync() => TestDatabase.CreateAsync(Dialect.Sqlite);

    private static async Task<SqliteConnection> ConnectAsync(TestDatabase database)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database.Connection, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<GateException> FailureAsync(string connection, bool mayCreate = false) => (await Assert.CatchAsync<GateException>(
        () => Engines.OpenAsync(new EngineAddress(Dialect.Sqlite, new ConnectionString(connection)) { MayCreate = mayCreate }, TimeProvider.System, default)))!;

    [Test]
    public async Task What_a_killed_process_left_in_the_middle_of_a_transaction_is_taken_back_also_by_who_only_reads()
    {
        await using var database = (SqliteTestDatabase)await TestDatabase.CreateAsync(Dialect.Sqlite);
        await database.ApplyAsync(("1.sql", "CREATE TABLE a (id integer, note text);\nINSERT INTO a VALUES (1, 'kept');"));

        // The file and its journal as they lie there while a transaction that fills more than the cache is open.
        await using (var writer = new SqliteConnection($"Data Source={database.File};Pooling=False"))
        {
            await writer.OpenAsync();
            await using var write = new SqliteCommand("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE a SET note = 'lost'; INSERT INTO a WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 500) SELECT value, hex(zeroblob(2000)) FROM n", writer);
            await write.ExecuteNonQueryAsync();
            File.Copy(database.File, database.File + ".torn");
            File.Copy(database.File + "-journal", database.File + ".torn-journal");
            await using var undo = new SqliteCommand("ROLLBACK", writer);
            await undo.ExecuteNonQueryAsync();
        }

        File.Move(database.File + ".torn", database.File, overwrite: true);
        File.Move(database.File + ".torn-journal", database.File + "-journal");
        await using var engine = await database.OpenAsync();

        Assert.That((await new DatabaseStatus(engine).DriftAsync("shop", "staging", [], default)).HasDrifted, Is.False);
        Assert.That(await database.ScalarAsync("SELECT group_concat(note) FROM a"), Is.EqualTo("kept"));
    }

    [Test]
    public async Task A_table_is_rebuilt_with_foreign_keys_off_and_its_children_keep_their_rows()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(Family, ("2.sql", """
            PRAGMA foreign_keys=OFF;
            BEGIN TRANSACTION;
            CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            INSERT INTO parent_new SELECT id, name FROM parent;
            DROP TABLE parent;
            ALTER TABLE parent_new RENAME TO parent;
            COMMIT;
            PRAGMA foreign_keys=ON;
            """));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(await database.CountAsync("child"), Is.EqualTo(1));
        Assert.That(report.Statements.Where(statement => statement.Path == "2.sql").Select(statement => statement.Number), Is.EqualTo(new[] { 1, 3, 4, 5, 6, 8 }));
    }

    [Test]
    public async Task A_rebuild_that_would_leave_rows_without_their_parent_is_not_committed()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(Family, ("2.sql", "PRAGMA foreign_keys=OFF;\nDELETE FROM parent;\nPRAGMA foreign_keys=ON;"));

        Assert.That(report, Has.Property("Outcome").EqualTo(RunOutcome.Failed).And.Property("Because").Contains("`child` would reference rows that are not there"));
        Assert.That(await database.CountAsync("parent"), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_the_pragma_foreign_keys_are_kept()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(Family, ("2.sql", "INSERT INTO child VALUES (2, 99);"));

        Assert.That(report, Has.Property("Outcome").EqualTo(RunOutcome.Failed).And.Property("Because").Contains("FOREIGN KEY"));
    }

    [Test]
    public async Task Statements_that_no_transaction_may_hold_run_in_their_place()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(Family, ("2.sql", "DELETE FROM child;\nVACUUM;\nCREATE TABLE more (id INTEGER);"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(report.Statements.Where(statement => statement.Path == "2.sql").Select(statement => statement.InTransaction), Is.EqualTo(new[] { true, false, true }));
    }

    [Test]
    public async Task A_statement_is_sent_as_it_is_written()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", "CREATE TABLE t (a TEXT);\nINSERT INTO t VALUES (':x @y $z ?1;');\nCREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = 'x;'; DELETE FROM t; END;"));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        Assert.That(await database.ScalarAsync("select a from t"), Is.EqualTo(":x @y $z ?1;"));
    }

    [Test]
    public async Task An_error_points_at_the_character_that_the_engine_names()
    {
        await using var database = await CreateAsync();
        var report = await database.ApplyAsync(("1.sql", "-- é\nSELECT '😀',\n  missing FROM sqlite_schema;"));

        Assert.That(report.Because, Does.StartWith("1.sql:3:3: 1: no such column: missing"));
    }

    [Test]
    public async Task A_file_that_another_program_writes_is_waited_for_and_then_left_alone()
    {
        await using var database = await CreateAsync();
        await database.ApplyAsync(Family);
        await using var other = new SqliteConnection($"Data Source={database.Connection};Pooling=False");
        await other.OpenAsync();
        await using var transaction = other.BeginTransaction(deferred: false);

        Assert.That(
            () => database.ApplyAsync(Family, ("2.sql", "CREATE TABLE more (id INTEGER);")),
            Throws.TypeOf<GateException>().With.Message.Contains("is locked by another program"));
    }

    [Test]
    public async Task A_file_that_is_missing_is_made_only_by_a_run_and_only_in_a_folder_that_is_there()
    {
        using var folder = new TemporaryDirectory();

        Assert.That(await FailureAsync(folder["shop.db"]), Has.Property("Problem").Contains("There is no database file"));
        Assert.That(await FailureAsync(folder[Path.Combine("none", "shop.db")], mayCreate: true), Has.Property("Problem").Contains("The folder of the database file"));
        Assert.That(await FailureAsync(folder.Path), Has.Property("Problem").Contains("is a folder"));
        Assert.That(await FailureAsync("Data Source=:memory:"), Has.Property("Problem").Contains("names no database file"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_file_that_is_no_database_is_named_as_such()
    {
        using var folder = new TemporaryDirectory();

        Assert.That(await FailureAsync(folder.Write("notes.txt", "these are notes and no database at all")), Has.Property("Problem").Contains("is not a SQLite database, or it is encrypted"));
        Assert.That(await FailureAsync(folder.Write("cut.db", "SQLite format 3\0and then nonsense")), Has.Property("Problem").Contains("cut.db"));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_is_named_before_anything_runs()
    {
        var place = Directory.Exists("/proc") ? "/proc/changegate.db" : Path.Combine(Path.GetPathRoot(Environment.SystemDirectory)!, "changegate.db");
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.Sqlite, new ConnectionString(place)) { MayCreate = true }, TimeProvider.System, default);

        Assert.That(
            () => new MigrationRunner(engine, TestRun.Limits, TimeProvider.System).RunAsync(TestRun.Plan(Dialect.Sqlite, Family), new TestRun.Progress(_ => { }), default),
            Throws.TypeOf<GateException>().With.Message.Contains("cannot be written"));
    }

    [Test]
    public async Task Sizes_are_counted_without_the_journal()
    {
        await using var database = await CreateAsync();
        await database.ApplyAsync(Family);
        await using var engine = await database.OpenAsync();

        Assert.That((await engine.ReadStatisticsAsync(default)).Tables.Select(table => (table.Table.Name, table.Rows)), Is.EqualTo(new[] { ("child", 1L), ("parent", 1L) }));
    }

    [Test]
    public async Task Sizes_are_close_to_what_the_file_takes_whether_all_rows_are_counted_or_not()
    {
        await using var database = await CreateAsync();
        await database.ApplyAsync(("1.sql", """
            CREATE TABLE wide (id INTEGER PRIMARY KEY, note TEXT, tag TEXT);
            CREATE INDEX wide_tag ON wide (tag);
            CREATE TABLE narrow (a INTEGER);
            CREATE TABLE keyed (a TEXT PRIMARY KEY) WITHOUT ROWID;
            WITH RECURSIVE made (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM made WHERE i < 120000) INSERT INTO wide SELECT i, printf('%0100d', i), printf('%030d', i) FROM made;
            WITH RECURSIVE made (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM made WHERE i < 60000) INSERT INTO narrow SELECT i FROM made;
            INSERT INTO keyed VALUES ('a'), ('b');
            """));
        await using var one = await ConnectAsync(database);
        var counted = await SqliteSizes.ReadAsync(one, SqliteSizes.CountedFile, default);
        await using var other = await ConnectAsync(database);
        var estimated = await SqliteSizes.ReadAsync(other, 0, default);

        Assert.That(counted.Select(table => (table.Table.Name, table.Rows)), Is.EqualTo(new[] { ("keyed", 2L), ("narrow", 60_000L), ("wide", 120_000L) }));
        Assert.That(estimated.Select(table => table.Rows), Is.EqualTo(counted.Select(table => table.Rows)));

        // A row of the one takes 140 bytes and 35 in its index, one of the other nine.
        Assert.That(counted[2].Bytes, Is.InRange(120_000 * 130, 120_000 * 230));
        Assert.That(counted[1].Bytes, Is.InRange(60_000 * 6, 60_000 * 18));
    }
}
