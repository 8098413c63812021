using ChangeGate.Changes;
using ChangeGate.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChangeGate.Databases.Tests.Examples;

/// <summary>What the examples show must be true on the engines themselves.</summary>
internal sealed class ShopExampleTests
{
    private static IEnumerable<string> SqliteProposals() => ShopExample.Proposals(Dialect.Sqlite).Where(name => name != ShopExample.Unreadable);

    [TestCaseSource(nameof(SqliteProposals))]
    public void Every_SQLite_proposal_runs_on_top_of_the_history(string proposal)
    {
        using var connection = SqliteWithHistory();

        foreach (var file in ShopExample.Proposal(Dialect.Sqlite, proposal))
        {
            Execute(connection, File.ReadAllText(file));
        }

        Assert.That(Scalar(connection, "PRAGMA integrity_check"), Is.EqualTo("ok"));
    }

    [Test]
    public void SQLite_refuses_the_unreadable_proposal()
    {
        using var connection = SqliteWithHistory();

        var file = ShopExample.Proposal(Dialect.Sqlite, ShopExample.Unreadable)[0];

        Assert.That(() => Execute(connection, File.ReadAllText(file)), Throws.InstanceOf<SqliteException>());
    }

    [Test]
    public void The_rebuild_in_the_SQLite_history_loses_nothing()
    {
        using var connection = SqliteWithHistory();

        Assert.That(Scalar(connection, "SELECT count(*) FROM pragma_foreign_key_check"), Is.EqualTo(0L));
        Assert.That(Scalar(connection, "SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'orders' AND type IN ('index', 'trigger') AND sql IS NOT NULL"), Is.EqualTo(4L));
    }

    [Test]
    public async Task Every_PostgreSQL_proposal_runs_on_top_of_the_history()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();

        foreach (var file in ShopExample.History(Dialect.PostgreSql).Append(ShopExample.Seed(Dialect.PostgreSql)))
        {
            await ExecuteAsync(connection, file);
        }

        foreach (var proposal in ShopExample.Proposals(Dialect.PostgreSql))
        {
            Assert.That(() => RunAndRollBackAsync(connection, ShopExample.Proposal(Dialect.PostgreSql, proposal)), Throws.Nothing, proposal);
        }
    }

    private static async Task RunAndRollBackAsync(NpgsqlConnection connection, IEnumerable<string> files)
    {
        await using var transaction = await connection.BeginTransactionAsync();

        foreach (var file in files)
        {
            await ExecuteAsync(connection, file);
        }

        await transaction.RollbackAsync();
    }

    private static SqliteConnection SqliteWithHistory()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=True");
        connection.Open();

        foreach (var file in ShopExample.History(Dialect.Sqlite).Append(ShopExample.Seed(Dialect.Sqlite)))
        {
            Execute(connection, File.ReadAllText(file));
        }

        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a file of this repository.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string file)
    {
        foreach (var statement in ShopExample.Statements(Dialect.PostgreSql, file))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
