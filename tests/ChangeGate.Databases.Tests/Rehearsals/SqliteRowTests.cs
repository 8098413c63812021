using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;
using SyntheticRows = ChangeGate.Rehearsals.Rows.SyntheticRows;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class SqliteRowTests
{
    private const string Nasty = """
        CREATE TABLE "odd ""one" ("it's" TEXT NOT NULL, [select] INT, `a b` BLOB NOT NULL, bare NOT NULL);
        CREATE TABLE strict_one (id INTEGER PRIMARY KEY, a INT NOT NULL, b REAL NOT NULL, c TEXT NOT NULL, d BLOB NOT NULL, e ANY) STRICT;
        CREATE TABLE kinds (a BOOLEAN NOT NULL, b DATETIME NOT NULL, c DATE, d DECIMAL(6,2) NOT NULL, e VARCHAR(3) NOT NULL, f NVARCHAR(100), g BIGINT UNSIGNED, h JSON CHECK (json_valid(h)), i FLOAT, j text COLLATE NOCASE UNIQUE);
        CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE ON CONFLICT REPLACE, rank INTEGER CHECK (rank BETWEEN 1 AND 5));
        CREATE TABLE children (id TEXT PRIMARY KEY, PARENT integer NOT NULL REFERENCES Parents (Id) ON DELETE CASCADE, buddy TEXT REFERENCES children, twice INT AS (PARENT * 2) STORED) WITHOUT ROWID;
        CREATE UNIQUE INDEX one_each ON children (lower(id)) WHERE buddy IS NOT NULL;
        CREATE TABLE eggs (id INTEGER PRIMARY KEY, hen INT REFERENCES hens);
        CREATE TABLE hens (id INTEGER PRIMARY KEY, egg INT NOT NULL REFERENCES eggs);
        CREATE TABLE circle_a (id INTEGER PRIMARY KEY, b INT NOT NULL REFERENCES circle_b);
        CREATE TABLE circle_b (id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES circle_a);
        CREATE TABLE single (id INTEGER PRIMARY KEY CHECK (id = 1), version TEXT NOT NULL CHECK (version GLOB 'v[0-9]*'));
        CREATE TABLE log (what TEXT);
        CREATE TRIGGER seen AFTER INSERT ON parents BEGIN INSERT INTO log VALUES (new.name); END;
        CREATE TABLE checked (kind TEXT NOT NULL CHECK (kind IN ('a', 'b')), at TEXT NOT NULL CHECK (at LIKE '____-__-__'), low INT NOT NULL, high INT NOT NULL, one INT, two INT, CHECK (low < high), CHECK ((one IS NULL) <> (two IS NULL)));
        CREATE TABLE elsewhere (id INT REFERENCES nowhere NOT NULL);
        """;

    [TestCase(true)]
    [TestCase(false)]
    public async Task Every_table_of_a_nasty_schema_gets_rows(bool isEnforced)
    {
        await using var connection = new SqliteConnection($"Data Source=:memory:;Foreign Keys={isEnforced}");
        await connection.OpenAsync();
        await RunAsync(connection, Nasty);

        var filled = await RowFiller.FillAsync(connection, SyntheticRows.Of(await SnapshotAsync(connection), new RowOptions()), CancellationToken.None);
        await TestContext.Out.WriteLineAsync(string.Join('\n', filled));

        Assert.That(filled.Where(table => table.Rows == 0 || table.Refused > 0), Is.Empty);
        Assert.That(await ScalarAsync(connection, "PRAGMA foreign_keys"), Is.EqualTo(isEnforced ? 1L : 0L));
        Assert.That(await ScalarAsync(connection, "SELECT count(*) FROM pragma_foreign_key_check WHERE \"parent\" <> 'nowhere'"), Is.EqualTo(0L));
        Assert.That(await ScalarAsync(connection, "SELECT count(*) FROM eggs WHERE hen IS NOT NULL"), Is.GreaterThan(0L));
        Assert.That(await ScalarAsync(connection, "PRAGMA integrity_check"), Is.EqualTo("ok"));
    }

    [Test]
    public async Task Every_table_of_the_example_gets_rows()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=True");
        await connection.OpenAsync();

        foreach (var file in ShopExample.History(Dialect.Sqlite))
        {
            await RunAsync(connection, await File.ReadAllTextAsync(file));
        }

        var filled = await RowFiller.FillAsync(connection, SyntheticRows.Of(await SnapshotAsync(connection), new RowOptions()), CancellationToken.None);

        Assert.That(filled, Is.Not.Empty);
        Assert.That(filled.Where(table => table.Rows == 0), Is.Empty);
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>What the engine itself says of the schema.</summary>
    internal static async Task<SchemaSnapshot> SnapshotAsync(SqliteConnection connection)
    {
        var dialect = SqlDialects.For(Dialect.Sqlite);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, rowid";
        await using var reader = await command.ExecuteReaderAsync();
        var statements = new List<string>();

        while (await reader.ReadAsync())
        {
            statements.Add(reader.GetString(0));
        }

        return SchemaState.Start(dialect).Apply(dialect.Read(new SourceText("schema.sql", string.Join(";\n", statements)))).Snapshot;
    }
}
