using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Tests.Examples;

/// <summary>What the history folds to without a server is what the engine says after running it: every judgement rests on that.</summary>
internal sealed class FoldAgreementTests
{
    [Test]
    public async Task The_folded_SQLite_history_is_the_live_schema()
    {
        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, "shop.db");

        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();

            foreach (var script in ShopExample.History(Dialect.Sqlite))
            {
                await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a file of this repository.
                command.CommandText = await File.ReadAllTextAsync(script);
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync();
            }
        }

        await AssertAgreesAsync(Dialect.Sqlite, $"Data Source={file}");
    }

    private static async Task AssertAgreesAsync(Dialect dialect, string connection)
    {
        var reader = SqlDialects.For(dialect);
        var folded = ShopExample.History(dialect)
            .Select(file => reader.Read(new SourceText(file, File.ReadAllText(file))))
            .Aggregate(SchemaState.Start(reader), (state, script) => state.Apply(script));

        await using var engine = await Engines.OpenAsync(new EngineAddress(dialect, new ConnectionString(connection)), TimeProvider.System, default);
        var live = await engine.ReadSnapshotAsync(default);
        var difference = SchemaComparison.CompareWithLive(folded.Snapshot, live, reader);

        Assert.That(live.Objects, Is.Not.Empty);
        Assert.That(difference.Differences.Select(one => $"{one.Kind} {one.Object.Kind} {one.Object}: {string.Join("; ", one.Details)}"), Is.Empty);
    }
}
