using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>What a history is said to lead to without a server is what the engine says after running it.</summary>
internal sealed class FoldAgreementTests
{
    [Test]
    public async Task PostgreSQL_agrees_after_every_migration_of_the_example()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);

        Assert.That(await DifferencesAsync(Dialect.PostgreSql, connection, database.ConnectionString), Is.Empty);
    }

    [Test]
    public async Task SQLite_agrees_after_every_migration_of_the_example()
    {
        using var folder = new TemporaryDirectory();
        var text = $"Data Source={Path.Combine(folder.Path, "shop.db")};Pooling=False";
        await using var connection = new SqliteConnection(text);

        Assert.That(await DifferencesAsync(Dialect.Sqlite, connection, text), Is.Empty);
    }

    private static async Task<List<string>> DifferencesAsync(Dialect name, DbConnection connection, string connectionString)
    {
        await connection.OpenAsync();
        var dialect = SqlDialects.For(name);
        var state = SchemaState.Start(dialect);
        var differences = new List<string>();

        foreach (var file in ShopExample.History(name))
        {
            foreach (var statement in ShopExample.Statements(name, file))
            {
                await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a file of this repository.
                command.CommandText = statement;
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync();
            }

            state = state.Apply(dialect.Read(new SourceText(file, await File.ReadAllTextAsync(file))));
            await using var engine = await Engines.OpenAsync(new EngineAddress(name, new ConnectionString(connectionString)), TimeProvider.System, CancellationToken.None);
            var live = await engine.ReadSnapshotAsync(CancellationToken.None);

            differences.AddRange(SchemaComparison.CompareWithLive(state.Snapshot, live, dialect).Differences
                .Select(one => $"{Path.GetFileName(file)}: {one.Kind} {one.Object.Kind} {one.Object}: {string.Join("; ", one.Details)}"));
        }

        return differences;
    }
}
