using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Running;
using ChangeGate.Failures;
using ChangeGate.GitHub.Deployments;
using ChangeGate.Reports;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Deployments;

/// <summary>
/// What a deployment leaves on GitHub: one comment for each pull request and environment, the deployment's status, the job's summary and its results. A
/// run that was done is never undone or repeated because it could not be told: what could not be written is said.
/// </summary>
internal sealed class DeploymentNotice(ApplyRequest request, HostedDeployment deployment)
{
    private readonly List<string> _evidence = [];

    private readonly WorkflowFiles _files = new(Environment.GetEnvironmentVariable) { MayFail = true };

    private readonly RunComments _comments = new(deployment.Repository);

    private ReportOptions Options => ReportOptions.Default with
    {
        Environment = request.Environment.Environment.Name,
        CommentKey = KeyOf(request.Environment),
        Dialects = CommentText.Options.Dialects,
        Reviews = CommentText.Options.Reviews,
        ReportUrl = WorkflowRun.Page,
    };

    private static string KeyOf(GovernedEnvironment environment) => $"run/{environment.Target.Name}/{environment.Environment.Name}";

    public async Task ReportAsync(DeploymentState state, string description, CancellationToken cancellation)
    {
        if (deployment.Number is { } number)
        {
            await VerdictReporter.TryAsync("the deployment's status", () => deployment.Repository.Deployments.ReportAsync(number, new DeploymentReport(state, description) { LogUrl = WorkflowRun.Page }, cancellation));
        }
    }

    public async Task HeldAsync(ReviewedPart part, CancellationToken cancellation)
    {
        _files.Output("verdict", part.Judgement.Decision.Verdict.ToString().ToLowerInvariant());

        // A review covers what the pull request proposed; where the branch holds something else by now, only words can name it.
        await TellAsync(part, Options with { Reviews = new ReviewConsent(MustNameDigest: true) });
        await ReportAsync(DeploymentState.Failure, "Held back: what waits is not approved.", cancellation);
    }

    /// <summary>It has run: nothing of this is cancelled any more.</summary>
    public async Task RanAsync(ReviewedPart part, Execution ran)
    {
        var options = Options with { Run = ran.Report.Run, Evidence = ran.Report.Evidence, NextCommand = ran.Report.NextCommand, TakeBack = TakeBackOf(part, ran.Report.Run) };
        _files.Output("verdict", "allowed");

        if (ran.Bundle is { } bundle)
        {
            _evidence.Add(bundle);
            _files.Output("evidence", string.Join('\n', _evidence));
            _files.Output("ledger", BundleLedger.PlaceOf(Path.GetDirectoryName(bundle)!)); // Every file is in a folder.
            _files.Output("proofs", string.Join('\n', _evidence.Select(BundleLedger.ProofOf).Where(File.Exists)));
        }

        await TellAsync(part, options);

        if (ran.Code != ExitCode.Allowed)
        {
            await ReportAsync(DeploymentState.Failure, "A migration failed; the pull request says which.", CancellationToken.None);
        }
    }

    /// <param name="left">What did not run.</param>
    /// <param name="description">Of the deployment's state.</param>
    /// <param name="failure">Why.</param>
    public async Task RefusedAsync(IEnumerable<ReviewedPart> left, string description, GateException failure)
    {
        var text = MarkdownReport.RenderProblem(failure.Problem, failure.Remedy, Options);
        _files.Output("verdict", "undecided");
        _files.Summarize(text);

        foreach (var number in left.Select(part => part.PullRequest?.Number).OfType<int>())
        {
            await _comments.PutAsync(number, KeyOf(request.Environment), text);
        }

        await ReportAsync(DeploymentState.Error, description, CancellationToken.None);
    }

    /// <summary>Of a run that failed, what it applied before stands, and can be taken back as well.</summary>
    private static RollbackOffer? TakeBackOf(ReviewedPart part, RunReport? run)
    {
        var rollbacks = part.Judgement.Assessment.Migrations.ToDictionary(migration => migration.Migration.Path, migration => migration.Rollback, StringComparer.Ordinal);

        return run is { Migrations.Count: > 0 } && part.PullRequest is { } pullRequest && run.Migrations.All(migration => rollbacks[migration.Path].Reversibility != Reversibility.No)
            ? new RollbackOffer(
                new RollbackManifest(run.Target, run.Environment, run.Id) { Migrations = [.. run.Migrations.Select(migration => new ReverseOf(migration.Path, migration.Digest, rollbacks[migration.Path].Reverse))] },
                $"changegate rollback --pull-request {pullRequest.Number} --environment {Escape.ShellArgument(run.Environment)} --target {Escape.ShellArgument(run.Target)}")
            : null;
    }

    private async Task TellAsync(ReviewedPart part, ReportOptions options)
    {
        _files.Summarize(MarkdownReport.Render(part.Judgement, options, MarkdownReport.StepLimit));

        if (part.PullRequest is { } pullRequest)
        {
            await _comments.PutAsync(pullRequest.Number, KeyOf(request.Environment), MarkdownReport.Render(part.Judgement, options));
        }
    }
}
