using ChangeGate.Cli.Sources;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.Cli.PullRequests;

/// <summary>Reads what a pull request proposes: configuration and policy of its base, migrations of both sides, and who wrote it.</summary>
internal sealed class PullRequestReader(GitHubRepository repository, ProposalRequest request)
{
    /// <param name="pullRequest">Whose it is.</param>
    /// <param name="group">Where a merge queue asks: then that is what is proposed, and not what the branch holds.</param>
    public async Task<PullRequestProposals> ReadAsync(PullRequest pullRequest, MergeGroup? group, CancellationToken cancellation)
    {
        var commits = await repository.PullRequests.CommitsAsync(pullRequest, cancellation);
        var proposer = new ProposerReading(KnownAgents.Shipped).Of(pullRequest, commits);
        var read = new PullRequestProposals(pullRequest, commits, proposer) { Proposals = [] };


        if (group is not null)
        {
            return read with { Proposals = Proposed(read, group.Base, group.Head, group.Base, cancellation) };
        }

        var fork = await ForkAsync(pullRequest, pullRequest.HeadCommit, cancellation);

        return read with { Proposals = Proposed(read, fork, pullRequest.HeadCommit, pullRequest.BaseCommit, cancellation) };
    }

    /// <summary>
    /// What a reviewer of one of its commits had before them. The base is taken as it was where that commit left it: of what came in since,
    /// nobody can say whether the reviewer saw it.
    /// </summary>
    public async Task<IReadOnlyList<Proposal>> ReviewedAsync(PullRequestProposals read, string commit, CancellationToken cancellation)
    {
        var fork = await ForkAsync(read.PullRequest, commit, cancellation);

        return Proposed(read, fork, commit, fork, cancellation);
    }

    private async Task<string> ForkAsync(PullRequest pullRequest, string head, CancellationToken cancellation) =>
        (await repository.Contents.CompareAsync(pullRequest.BaseCommit, head, cancellation)).MergeBase;

    private IReadOnlyList<Proposal> Proposed(PullRequestProposals read, string fork, string head, string tip, CancellationToken cancellation)
    {
        var authors = ProposerReading.AuthorshipOf(read.PullRequest, read.Commits, read.Proposer);
        var range = new CommitRange(new HostedFiles(repository.Contents, cancellation), fork, head, tip) { AuthorsOf = _ => authors };

        return new RangeReader(request, range).Read(request.Configuration ?? ConfigurationSource.FileName, request.Folder);
    }
}
