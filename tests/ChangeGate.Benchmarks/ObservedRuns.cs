using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Databases;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rollbacks;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Benchmarks;

/// <summary>What it costs to ask PostgreSQL after every statement what it did: the newest files of a folder, observed as a rehearsal does it, against <c>psql -1 -f</c> of each, in turn on copies of one database.</summary>
internal static class ObservedRuns
{
    private const int Rounds = 5;

    public static async Task MeasureAsync(string folder, int count)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var files = Directory.GetFiles(folder, "*.sql").Where(static file => !file.EndsWith(".down.sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var read = files.Select(static file => Judged.MigrationOf(file, File.ReadAllText(file))).Select(migration => new ReadMigration(migration, dialect.Read(migration.Text))).ToList();
        var options = new ShadowOptions { CacheFolder = Path.Combine(Path.GetTempPath(), "changegate-benchmark"), TemporaryFolder = Path.GetTempPath(), IsRoot = Environment.UserName == "root" };
        await using var server = await ShadowServers.OpenAsync("embedded", Dialect.PostgreSql, null, options.PreferMemory(), CancellationToken.None);
        await using var history = await HistoryShadow.OpenAsync(server, new HistoryFold(read[..^count], dialect), TimeProvider.System, CancellationToken.None);
        var (observed, plain) = (new List<TimeSpan>(), new List<TimeSpan>());

        for (var round = 0; round < Rounds; round++)
        {
            observed.Add(await OnCopyAsync(history.Shadow, shadow => ObserveAsync(shadow, read[^count..])));
            plain.Add(await OnCopyAsync(history.Shadow, shadow => RunAsync(shadow, files[^count..])));
        }

        var (ours, theirs) = (observed.Order().ElementAt(Rounds / 2), plain.Order().ElementAt(Rounds / 2));
        Console.WriteLine($"observed {ours.TotalSeconds:0.00} s, psql {theirs.TotalSeconds:0.00} s, ratio {ours / theirs:0.00} (medians of {Rounds} rounds, {count} files, {server.Description})");
    }

    private static async Task<TimeSpan> OnCopyAsync(Shadow history, Func<Shadow, Task> work)
    {
        await using var shadow = await history.CopyAsync(CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        await work(shadow);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task ObserveAsync(Shadow shadow, List<ReadMigration> read)
    {
        await using var open = await OpenShadow.OfAsync(shadow, TimeProvider.System, CancellationToken.None);

        foreach (var (migration, script) in read)
        {
            var outcome = await open.Run().RunAsync(ScriptPlan.Of(new PlannedMigration(migration, script, new Rollback { Reversibility = Reversibility.No })), new PostgreSqlObserver(shadow, TimeProvider.System), CancellationToken.None);

            if (outcome.Failure is { } failure)
            {
                throw new InvalidOperationException($"{migration.Path}: {failure.Message}");
            }
        }
    }

    private static async Task RunAsync(Shadow shadow, List<string> files)
    {
        // A shadow does for its owner what only a superuser may say.
        var address = new NpgsqlConnectionStringBuilder((shadow.WatchingAddress ?? shadow.Address).Connection.Text);

        foreach (var file in files)
        {
            using var psql = Process.Start(new ProcessStartInfo("psql", ["-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-h", address.Host!, "-U", address.Username!, "-d", address.Database!, "-f", file]) { Environment = { ["PGPASSWORD"] = address.Password } })!; // not by a shell
            await psql.WaitForExitAsync();

            if (psql.ExitCode != 0)
            {
                throw new InvalidOperationException($"psql refuses {file}.");
            }
        }
    }
}
