using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Cli.PullRequests;

/// <summary>Reads what a pull request proposes: configuration and policy of its base, migrations of both sides, and who wrote it.</summary>
internal sealed class PullRequestReader(GitHubRepository repository, ProposalRequest request)
{
    public async Task<PullRequestProposals> ReadAsync(PullRequest pullRequest, CancellationToken cancellation)
    {
        var read = await DescribeAsync(pullRequest, pullRequest.BaseCommit, cancellation);
        var fork = await ForkAsync(read, pullRequest.HeadCommit, cancellation);

        return read with { Proposals = Proposed(RangeOf(read, fork, pullRequest.HeadCommit, cancellation) with { Tip = pullRequest.BaseCommit, Policy = pullRequest.BaseCommit }) };
    }

    /// <summary>What a step of a branch made of a pull request.</summary>
    /// <param name="base">Whose policy and owners judge it: what another step of the same branch brings does not.</param>
    /// <exception cref="GateException">It holds anything else than the pull request proposes.</exception>
    public async Task<PullRequestProposals> ReadStepAsync(PullRequest pullRequest, BranchStep step, string @base, CancellationToken cancellation)
    {
        var read = await DescribeAsync(pullRequest with { BaseCommit = @base }, step.Parent, cancellation);
        var proposed = Proposed(RangeOf(read, step.Parent, step.Head, cancellation) with { Policy = @base });
        var fork = await ForkAsync(read, pullRequest.HeadCommit, cancellation);
        var own = Proposed(RangeOf(read, fork, pullRequest.HeadCommit, cancellation) with { Tip = step.Parent, Policy = @base });

        return proposed.SelectMany(ContentOf).SequenceEqual(own.SelectMany(ContentOf))
            ? read with { Proposals = proposed }
            : throw new GateException(
                $"`{step.Head}` does not hold the migrations that pull request {pullRequest.Number} proposes.",
                "Somebody resolved a conflict there, or pushed meanwhile: bring the branch of the pull request up to date, let it be reviewed as it is then, and merge it again.");
    }

    /// <summary>What came by no pull request.</summary>
    public IReadOnlyList<Proposal> ReadUnreviewed(BranchStep step, string @base, CancellationToken cancellation) =>
        Proposed(RangeOf(ProposerReading.AuthorshipOf(step.Commits), step.Parent, step.Head, cancellation) with { Policy = @base });

    /// <summary>Who had a hand in it, without what it proposes.</summary>
    /// <param name="pullRequest">Whose it is.</param>
    /// <param name="onto">What it is to stand on.</param>
    /// <param name="cancellation">Between calls.</param>
    public async Task<PullRequestProposals> DescribeAsync(PullRequest pullRequest, string onto, CancellationToken cancellation)
    {
        var commits = await repository.PullRequests.CommitsAsync(pullRequest, cancellation);
        var pushes = await repository.Pushes.OfAsync(pullRequest, commits, cancellation);
        var agents = AgentsOf(pullRequest.BaseCommit, cancellation);
        var proposer = new ProposerReading(agents).Of(pullRequest, commits, pushes.Pushers);

        return new PullRequestProposals(pullRequest, commits, proposer) { Onto = onto, Pushes = pushes, Agents = agents, Proposals = [] };
    }

    private KnownAgents AgentsOf(string @base, CancellationToken cancellation) =>
        KnownAgents.Shipped.With(ConfigurationSource.InCommit(new HostedFiles(repository.Contents, cancellation), @base, request.Configuration ?? ConfigurationSource.FileName)?.Configuration.Agents ?? []);

    /// <summary>
    /// What a reviewer of one of its commits had before them. The base is taken as it was where that commit left it: of what came in since,
    /// nobody can say whether the reviewer saw it.
    /// </summary>
    public async Task<IReadOnlyList<Proposal>> ReviewedAsync(PullRequestProposals read, string commit, CancellationToken cancellation)
    {
        var fork = await ForkAsync(read, commit, cancellation);

        return Proposed(RangeOf(read, fork, commit, cancellation));
    }

    private async Task<string> ForkAsync(PullRequestProposals read, string head, CancellationToken cancellation) =>
        (await repository.Contents.CompareAsync(read.Onto, head, cancellation)).MergeBase;

    private CommitRange RangeOf(PullRequestProposals read, string fork, string head, CancellationToken cancellation) =>
        RangeOf(ProposerReading.AuthorshipOf(read.PullRequest, read.Commits, read.Proposer), fork, head, cancellation);

    private CommitRange RangeOf(Authorship authors, string fork, string head, CancellationToken cancellation) =>
        new(new HostedFiles(repository.Contents, cancellation), fork, head, fork) { AuthorsOf = _ => authors };

    private IReadOnlyList<Proposal> Proposed(CommitRange range) => new RangeReader(request, range).Read(request.Configuration ?? ConfigurationSource.FileName, request.Folder);

    private static IEnumerable<(string Target, string Folder, string Path, MigrationChange Change, Digest Digest, Digest? Down)> ContentOf(Proposal proposal) =>
        proposal.Set.Proposed.Select(migration => (proposal.Set.Target, proposal.Set.Folder, migration.Path, migration.Change, migration.Digest, migration.Down?.Digest));
}
