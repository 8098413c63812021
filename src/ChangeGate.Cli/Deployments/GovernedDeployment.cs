using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Running;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.GitHub.Deployments;

namespace ChangeGate.Cli.Deployments;

/// <summary>
/// The governed run of a deployment: what waits is divided as it was proposed, every part is judged with the reviews of this moment, and only when all
/// of them are allowed does the first one run. How each ended is told on its pull request, whether it went well or not.
/// </summary>
internal sealed class GovernedDeployment(ApplyRequest request, HostedDeployment deployment)
{
    private readonly DeploymentNotice _notice = new(request, deployment);

    /// <summary>Judged, and not run.</summary>
    private readonly Queue<ReviewedPart> _left = [];

    private bool _hasBegun;

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await _notice.ReportAsync(DeploymentState.InProgress, "Reading what waits.", cancellation);

        try
        {
            await using var engine = await request.Environment.OpenAsync(mayCreate: true, cancellation);
            var applied = await new DatabaseStatus(engine).AppliedAsync(cancellation);
            var files = request.Environment.ReadMigrations();
            var placed = PendingSet.Placed(files, applied);

            if (placed.All(PendingSet.IsApplied))
            {
                return await RunNothingAsync(engine, PendingSet.Of(request.Environment, files, applied, null), cancellation);
            }

            await new GovernedExecution(request).RefuseAsync(engine, placed.Count(migration => !PendingSet.IsApplied(migration)), cancellation);
            var parts = await PartsOf(engine).OfAsync(placed, await engine.ReadStatisticsAsync(cancellation), cancellation);

            if (parts.FirstOrDefault(part => part.Judgement.Decision.Verdict != Verdict.Allowed) is { } held)
            {
                request.Output.Write(held.Judgement, nextCommand: null, several: false);
                await _notice.HeldAsync(held, cancellation);
                return held.Judgement.Decision.Verdict.ToExitCode();
            }

            parts.ToList().ForEach(_left.Enqueue);
            return await RunAsync(engine, cancellation);
        }
        catch (GateException failure)
        {
            await _notice.RefusedAsync(_left, _hasBegun ? "Stopped: the log and the pull requests say what ran." : "Nothing ran: it could not be decided.", failure);
            throw;
        }
        catch (OperationCanceledException)
        {
            await _notice.ReportAsync(DeploymentState.Error, _hasBegun ? "Cancelled: the log and the pull requests say what ran." : "Cancelled before anything ran.", CancellationToken.None);
            throw;
        }
    }

    private ReviewedParts PartsOf(IEngine engine) => new(
        request.Environment,
        new ProposalRequest { Configuration = request.Environment.Source.Path, Target = request.Environment.Target.Name, Approvals = request.Approvals },
        TimeProvider.System)
    {
        Rehearsal = request.Rehearsal,
        RunsOn = engine.MajorVersion,
    };

    private async Task<ExitCode> RunAsync(IEngine engine, CancellationToken cancellation)
    {
        var execution = new GovernedExecution(request);
        var count = _left.Sum(part => part.Judgement.Assessment.Set.Proposed.Count);

        while (_left.TryPeek(out var part))
        {
            _hasBegun = true;
            var ran = await execution.RunAsync(engine, part.Judgement, part.Rehearsal, cancellation);
            _left.Dequeue();
            await _notice.RanAsync(part, ran);

            if (ran.Code != ExitCode.Allowed)
            {
                return ran.Code;
            }
        }

        await _notice.ReportAsync(DeploymentState.Success, $"{count} migrations stand.", CancellationToken.None);
        return ExitCode.Allowed;
    }

    /// <summary>The runner looks all the same: whether the history is what it was, and the schema what the last run left.</summary>
    private async Task<ExitCode> RunNothingAsync(IEngine engine, Proposal nothing, CancellationToken cancellation)
    {
        var judgement = new ProposalJudge(TimeProvider.System).Judge(nothing, new ProposalRequest { Approvals = request.Approvals });
        var ran = await new GovernedExecution(request).RunAsync(engine, judgement, null, cancellation);
        await _notice.ReportAsync(DeploymentState.Success, "Every migration has run already.", CancellationToken.None);

        return ran.Code;
    }
}
