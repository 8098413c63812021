using System.Globalization;
using ChangeGate.Cli.Identities;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Running;

/// <summary>Runs an allowed judgement and leaves its evidence.</summary>
internal sealed class GovernedExecution(ApplyRequest request)
{
    /// <param name="engine">Where it runs.</param>
    /// <param name="judgement">Which allows it.</param>
    /// <param name="setting">How its target is rehearsed; null where that does not say.</param>
    /// <param name="cancellation">At the next boundary.</param>
    public async Task<Execution> RunAsync(IEngine engine, Judgement judgement, RehearsalSetting? setting, CancellationToken cancellation)
    {
        await RefuseAsync(engine, judgement.Assessment.Set.Proposed.Count, cancellation);
        var identity = await IdentityAsync(judgement, cancellation);
        using var record = RunRecord.Open(request.Environment, request.Evidence);
        var ended = await new MigrationRunner(engine, request.Environment.Limits, TimeProvider.System).RunAsync(Plan(judgement, setting, identity), new RunScreen(request.Member?.Name), cancellation);
        var run = ended with { Identity = identity };
        var ran = record.Finish(run, (context, key) => EvidenceBundle.Create(judgement, run, context, key), request.Member is null ? request.Output.Json : null);
        request.Output.WriteReports(judgement, ran.Report);

        return ran;
    }

    /// <summary>Why it would not run now; null where nothing that is known without the lock speaks against it.</summary>
    /// <param name="found">Where it is to run.</param>
    /// <param name="judgement">Which allows it.</param>
    /// <param name="setting">How its target is rehearsed; null where that does not say.</param>
    /// <param name="cancellation">While the database is looked at.</param>
    /// <exception cref="RunRefusedException">Nobody proves who asks.</exception>
    public async Task<Refusal?> ForeseeAsync(DatabaseStatus found, Judgement judgement, RehearsalSetting? setting, CancellationToken cancellation) =>
        await found.ForeseeAsync(Plan(judgement, setting, await IdentityAsync(judgement, cancellation)), cancellation);

    /// <summary>What needs no judgement: asked before it, which may take long, and again before the run.</summary>
    /// <param name="engine">Where it is to run.</param>
    /// <param name="pending">How many migrations wait.</param>
    /// <param name="cancellation">Before the server answers.</param>
    /// <exception cref="RunRefusedException">The environment is closed now.</exception>
    /// <exception cref="GateException">It is reached as a superuser, and nobody allowed that.</exception>
    public async Task RefuseAsync(IEngine engine, int pending, CancellationToken cancellation)
    {
        if (pending > 0)
        {
            RefuseOutsideWindow();
        }

        await RunnerRole.RefuseSuperuserAsync(engine, request.Environment, cancellation);
    }

    private async Task<RunIdentity> IdentityAsync(Judgement judgement, CancellationToken cancellation)
    {
        var set = judgement.Assessment.Set;
        var finder = request.Environment.Asking(request.Identity);
        var found = request.Member is { } member
            ? await member.Shared.IdentityAsync(set, () => FindAsync(finder, set, cancellation))
            : await FindAsync(finder, set, cancellation);

        return found with { IsDeployed = request.Environment.Commit is not null && found.Commit is not null };
    }

    private Task<RunIdentity> FindAsync(IdentityFinder finder, MigrationSet set, CancellationToken cancellation) =>
        finder.FindAsync(request.Environment.IdentityBefore(set.BaseCommit), request.Environment.Commit?.Sha ?? set.HeadCommit, isOfCommit: set.Proposed.Count > 0, cancellation);

    private void RefuseOutsideWindow()
    {
        var now = TimeProvider.System.GetUtcNow();

        if (request.Environment.Environment.Windows is not { } windows || windows.IsOpenAt(now))
        {
            return;
        }

        var next = windows.NextOpening(now) is { } opening ? $"They may again from {opening.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} ({windows.Zone.Id})." : "They may not within the next month.";
        throw new RunRefusedException(new Refusal(RefusalKind.OutsideWindow, $"Changes may not run on {Prose.Name(request.Environment.Environment.Name)} now.", $"{next} `windows` of the environment says when."));
    }

    private RunPlan Plan(Judgement judgement, RehearsalSetting? setting, RunIdentity identity) => new()
    {
        Target = judgement.Assessment.Set.Target,
        Environment = request.Environment.Environment.Name,
        EnvironmentClass = judgement.Assessment.Set.EnvironmentClass,
        SetDigest = judgement.Assessment.Digest,
        Actor = identity.Actor,
        History = judgement.Assessment.Set.History,
        Migrations = [.. judgement.Assessment.Migrations.Select(one => new PlannedMigration(one.Migration, one.Script, one.Rollback))],
        Rehearsed = judgement.Assessment.Rehearsal is { } rehearsal
            ? new RehearsedPlan(rehearsal.Migrations.Where(static one => one.Schema is not null).DistinctBy(static one => one.Migration.Path).ToDictionary(static one => one.Migration.Path, static one => one.Schema!, StringComparer.Ordinal), judgement.Assessment.Before, setting is { RecordsOtherSchema: true }) // Filtered before.
            : null,
    };
}
