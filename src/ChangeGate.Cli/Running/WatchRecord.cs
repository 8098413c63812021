using ChangeGate.Databases;
using ChangeGate.Evidence;
using ChangeGate.Runs;
using ChangeGate.Sql;

namespace ChangeGate.Cli.Running;

/// <summary>Signs and enters what came past the gate, and how guard and schema stand, as far as no bundle of the environment has told it.</summary>
internal static class WatchRecord
{
    /// <returns>What was recorded now, and where; nothing where all of it was told before.</returns>
    public static async Task<WatchRecording> WriteAsync(GovernedEnvironment environment, EvidenceRequest request, CancellationToken cancellation)
    {
        using var key = EvidenceFolder.ReadKey(environment, request.Key);
        var folder = EvidenceFolder.Open(environment, request.Folder);
        var ledger = folder.OpenLedger(key);
        var now = await LookAsync(environment, cancellation);
        var memory = new GuardMemory();

        foreach (var told in folder.Contents())
        {
            memory.Remember(told);
        }

        var recorded = new List<string>();
        var isEntered = true;
        var news = memory.News(now);

        foreach (var report in news)
        {
            var at = TimeProvider.System.GetUtcNow();
            var id = Guid.CreateVersion7(at).ToString("N");
            var context = new EvidenceContext { Id = id, Environment = report.Environment, RecordedAt = at, Tool = Tool.NameAndVersion, Previous = folder.Previous(), Sql = SqlDialects.For(environment.Target.Dialect) };
            var bundle = EvidenceBundle.CreateForGuard(report, context, key);
            var path = folder.Save(bundle, at, id);
            recorded.Add(path);
            isEntered &= ledger.TryEnter(path, bundle, $"'{Path.GetFileName(path)}' is saved; the ledger does not have it.") is not null;
        }

        return new WatchRecording(now, [.. news], [.. recorded], isEntered);
    }

    private static async Task<WatchReport> LookAsync(GovernedEnvironment environment, CancellationToken cancellation)
    {
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        var drift = await new DatabaseStatus(engine).DriftAsync(environment.Target.Name, environment.Environment.Name, environment.ReadMigrations(), cancellation);
        var events = drift.Guard.IsInstalled ? await new DatabaseGuard(engine).EventsAsync(DateTimeOffset.UnixEpoch, cancellation) : [];

        return WatchReport.Of(drift, environment.Environment.Class, events);
    }
}

/// <summary>What a look at guard and schema left behind.</summary>
/// <param name="Seen">All of it.</param>
/// <param name="News">What of it was recorded now.</param>
/// <param name="Bundles">One for each, by its path.</param>
/// <param name="IsEntered">The ledger has them.</param>
internal sealed record WatchRecording(WatchReport Seen, IReadOnlyList<WatchReport> News, IReadOnlyList<string> Bundles, bool IsEntered);
