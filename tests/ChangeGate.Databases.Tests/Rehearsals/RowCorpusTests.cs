using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Tests.Rollbacks;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;
using SyntheticRows = ChangeGate.Rehearsals.Rows.SyntheticRows;

namespace ChangeGate.Databases.Tests.Rehearsals;

/// <summary>Schemas that real histories came to, filled. Ignored where the folders are not there.</summary>
internal sealed class RowCorpusTests
{
    private const double Wanted = 0.97;

    [TestCaseSource(typeof(CorpusMigration), nameof(CorpusMigration.PostgreSql))]
    public async Task Nearly_every_table_of_PostgreSQL_gets_rows(string folder, string own)
    {
        var migrations = CorpusMigration.In(folder);
        Assume.That(migrations, Is.Not.Empty, $"{folder} is not there.");
        await using var proof = await PostgreSqlProof.OpenAsync(await InstalledPostgres.Of(18).StartAsync());
        await proof.MakeAsync(own);

        foreach (var migration in migrations)
        {
            await proof.MakeAsync(migration.Sql);
        }

        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(proof.ConnectionString)), TimeProvider.System, CancellationToken.None);
        await using var connection = new NpgsqlConnection(proof.ConnectionString);
        await connection.OpenAsync();

        var snapshot = await engine.ReadSnapshotAsync(CancellationToken.None);
        var filled = await FillAsync(folder, snapshot, rows => RowFiller.FillAsync(connection, rows, CancellationToken.None));
        var after = await engine.ReadSnapshotAsync(CancellationToken.None);

        Assert.That(Share(filled), Is.GreaterThanOrEqualTo(Wanted));
        Assert.That(Fingerprint.Of(after, SqlDialects.For(Dialect.PostgreSql)), Is.EqualTo(Fingerprint.Of(snapshot, SqlDialects.For(Dialect.PostgreSql))), "Filling changes no schema.");
    }

    [TestCase("vaultwarden/sqlite")]
    [TestCase("stash/sqlite")]
    [TestCase("temporal-temporal/sqlite")]
    [TestCase("navidrome/sqlite")]
    public async Task Nearly_every_table_of_SQLite_gets_rows(string folder)
    {
        var migrations = CorpusMigration.In(folder);
        Assume.That(migrations, Is.Not.Empty, $"{folder} is not there.");
        await using var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False");
        await connection.OpenAsync();
        connection.CreateFunction("durationToTinyInt", (string? duration) => duration is null ? (long?)null : duration.Length);

        foreach (var migration in migrations)
        {
            Make(connection, migration);
        }

        var filled = await FillAsync(folder, await SqliteRowTests.SnapshotAsync(connection), rows => RowFiller.FillAsync(connection, rows, CancellationToken.None));

        Assert.That(Share(filled), Is.GreaterThanOrEqualTo(Wanted));
    }

    private static double Share(IReadOnlyCollection<FilledTable> filled) => filled.Count(table => table.Rows > 0) / (double)filled.Count;

    // Some need tables that are made elsewhere.
    private static void Make(SqliteConnection connection, CorpusMigration migration)
    {
        using var command = connection.CreateCommand();
        command.CommandText = migration.Sql.Split("-- +goose Down")[0];

        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException failure)
        {
            TestContext.Out.WriteLine($"{migration.Name}: {failure.Message}");
        }
    }

    private static async Task<IReadOnlyList<FilledTable>> FillAsync(string folder, SchemaSnapshot snapshot, Func<SyntheticRows, Task<Text.EquatableList<FilledTable>>> fillAsync)
    {
        var watch = Stopwatch.StartNew();
        var rows = SyntheticRows.Of(snapshot, new RowOptions());
        var chosen = watch.ElapsedMilliseconds;
        var filled = await fillAsync(rows);

        await TestContext.Out.WriteLineAsync($"{folder}: {filled.Count(table => table.Rows > 0)} of {filled.Count} tables, {filled.Sum(table => table.Rows)} rows, {filled.Sum(table => table.Refused)} refused; chosen in {chosen} ms, filled in {watch.ElapsedMilliseconds - chosen} ms");

        foreach (var table in filled.Where(table => table.Refused > 0 || table.Rows == 0))
        {
            await TestContext.Out.WriteLineAsync($"  {table.Table}: {table.Rows} rows, {table.Refused} refused {table.Because}");
        }

        return filled;
    }
}
