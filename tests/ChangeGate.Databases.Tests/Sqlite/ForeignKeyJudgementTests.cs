using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Runs;
using ChangeGate.TestKit;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Tests.Sqlite;

/// <summary>Whether the rows of children go with a table that is rebuilt: the judgement beside what the governed run and a plain connection really do.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ForeignKeyJudgementTests
{
    private const string Family = """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);
        INSERT INTO parent VALUES (1, 'a');
        INSERT INTO child VALUES (1, 1);
        """;

    private const string Rebuild = """
        CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO parent_new SELECT id, name FROM parent;
        DROP TABLE parent;
        ALTER TABLE parent_new RENAME TO parent;
        """;

    [TestCase(Rebuild, true, false, TestName = "Without_a_word_a_governed_run_loses_them")]
    [TestCase("PRAGMA foreign_keys = OFF;\n" + Rebuild, false, false, TestName = "Foreign_keys_off_keeps_them")]
    [TestCase("PRAGMA foreign_keys = nonsense;\n" + Rebuild, false, false, TestName = "Any_other_word_is_off")]
    [TestCase("PRAGMA foreign_keys(7);\n" + Rebuild, true, true, TestName = "Any_other_number_is_on")]
    [TestCase("PRAGMA foreign_keys = OFF;\nBEGIN;\n" + Rebuild + "\nCOMMIT;\nPRAGMA foreign_keys = ON;", false, false, TestName = "Off_before_a_transaction_keeps_them")]
    [TestCase("PRAGMA foreign_keys = ON;\nBEGIN;\n" + Rebuild + "\nCOMMIT;\nPRAGMA foreign_keys = OFF;", false, true, TestName = "On_first_and_off_last_is_obeyed_by_a_plain_connection_alone")]
    [TestCase("PRAGMA defer_foreign_keys = ON;\n" + Rebuild, true, false, TestName = "Deferred_checks_keep_nothing")]
    public async Task Whoever_loses_them_it_was_said_before(string script, bool governedRunLoses, bool plainConnectionLoses)
    {
        var destructive = Judged.Sqlite(Family, script).Migrations[0].Destructive;

        Assert.That(await LosesInGovernedRunAsync(script), Is.EqualTo(governedRunLoses), "governed run");
        Assert.That(await LosesOnPlainConnectionAsync(script), Is.EqualTo(plainConnectionLoses), "plain connection");
        Assert.That(destructive, Is.EqualTo(governedRunLoses || plainConnectionLoses), "judgement");
    }

    private static async Task<bool> LosesInGovernedRunAsync(string script)
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var report = await database.ApplyAsync(("1.sql", Family), ("2.sql", script));

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Succeeded), report.Because);
        return await database.CountAsync("child") == 0;
    }

    private static async Task<bool> LosesOnPlainConnectionAsync(string script)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False");
        await connection.OpenAsync();

        foreach (var sql in (string[])[Family, script])
        {
            await using var command = new SqliteCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        await using var count = new SqliteCommand("SELECT count(*) FROM child", connection);
        return await count.ExecuteScalarAsync() is 0L;
    }
}
