using ChangeGate.Approvals;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Running;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Reports;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Cli.Deployments;

/// <summary>
/// Takes back what a pull request brought, with an approval of its own: consent to the change is none to its undoing. It is given as a comment that names
/// the digest of the very run and its reverse; reviews of the pull request do not count for it.
/// </summary>
internal sealed class ReviewedRollback(RollbackRequest request, HostedDeployment deployment, int number)
{
    private readonly GitHubRepository _repository = deployment.Repository;

    private readonly WorkflowFiles _files = new(Environment.GetEnvironmentVariable) { MayFail = true };

    private ReportOptions Options => ReportOptions.Default with { CommentKey = $"rollback/{request.Environment.Target.Name}/{request.Environment.Environment.Name}" };

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: false, cancellation);
        var pullRequest = await _repository.PullRequests.GetAsync(number, cancellation);
        var manifest = await ManifestAsync(engine, pullRequest, cancellation);
        var approvals = await ApprovalsAsync(manifest, pullRequest, cancellation);

        if (!approvals.Any(approval => approval.Counts))
        {
            Console.WriteLine($"The rollback of run {manifest.Run} needs an approval. Somebody who did not write pull request {number} comments there:");
            Console.WriteLine($"  {RollbackComment.Command(manifest)}");
            _files.Output("verdict", "pending");
            await PutAsync(RollbackComment.Ask(manifest, approvals, Options));
            return ExitCode.Pending;
        }

        var ran = await new GovernedRollback(request).RunAsync(engine, manifest.Run, approvals, cancellation);

        _files.Output("verdict", "allowed");

        if (ran.Bundle is { } bundle)
        {
            _files.Output("evidence", bundle);
        }

        if (ran.Report.Run is { } run)
        {
            await PutAsync(RollbackComment.Tell(manifest, run, approvals, Options with { Evidence = ran.Report.Evidence }));
        }

        return ran.Code;
    }

    private async Task<RollbackManifest> ManifestAsync(IEngine engine, PullRequest pullRequest, CancellationToken cancellation)
    {
        var branch = request.Environment.Commit?.Branch ?? (await _repository.Settings.RepositoryAsync(cancellation)).DefaultBranch;

        if (pullRequest.MergeCommit is not { } merged || pullRequest.BaseBranch != branch)
        {
            throw new GateException($"Pull request {number} is not merged into `{branch}`.", "Name the one whose migrations ran.");
        }

        var manifest = await new DatabaseStatus(engine).LatestRunAsync(cancellation)
            ?? throw new GateException($"Nothing stands on {request.Environment.Environment.Name} that ChangeGate ran.", "See what is known of it: changegate status.");

        if (request.RunId is { } asked && asked != manifest.Run)
        {
            throw new GateException($"The run '{asked}' is not the latest that stands: '{manifest.Run}' came after it.", "Take the later run back first.");
        }

        var files = (await _repository.PullRequests.FilesAsync(pullRequest, cancellation)).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var contents = new HostedFiles(_repository.Contents, cancellation);
        var others = manifest.Migrations.Where(migration => !IsOf(request.Environment.PathInRepository(migration.Path), migration)).Select(migration => migration.Path).ToList();

        return others.Count == 0 ? manifest : throw new GateException(
            $"The latest run on {request.Environment.Environment.Name}, {manifest.Run}, brought {string.Join(", ", others.Take(3))}, which is not of pull request {number}.",
            "Take the later run back first, through the pull request that brought it.");

        // A file of the same name is not yet what ran: of another pull request others are the authors.
        bool IsOf(string path, ReverseOf migration) => files.Contains(path) && contents.File(merged, path) is { } bytes && Digest.Of(bytes.Span) == migration.Digest;
    }

    private async Task<EquatableList<ApprovalCheck>> ApprovalsAsync(RollbackManifest manifest, PullRequest pullRequest, CancellationToken cancellation)
    {
        var reader = new PullRequestReader(_repository, new ProposalRequest { Configuration = request.Environment.ConfigurationInRepository });
        var read = await reader.DescribeAsync(pullRequest, pullRequest.BaseCommit, cancellation);
        var digest = manifest.Digest;
        var approval = new ApprovalRequest
        {
            Target = manifest.Target,
            EnvironmentClass = request.Environment.Environment.Class,
            Digest = digest,
            ProtectedDigest = digest,
            Authorship = ProposerReading.AuthorshipOf(read.PullRequest, read.Commits, read.Proposer),
            Policy = request.Environment.Source.Configuration.Policy,
            Now = TimeProvider.System.GetUtcNow(),
        };

        // Who reviewed the change looked at no rollback.
        var subject = read.ToSubject(approval, manifest.Migrations.Select(migration => request.Environment.PathInRepository(migration.Path)));

        return [.. ReviewApprovals.Of(await new ReviewReader(_repository).ReadAsync(subject, cancellation)).Approvals.Where(check => check.Counts || check.Problem != ApprovalProblem.OtherDigest)];
    }

    private Task PutAsync(string text)
    {
        _files.Summarize(text);

        return new RunComments(_repository).PutAsync(number, Options.CommentKey!, text);
    }
}
