using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.Cli.PullRequests;

/// <summary>A pull request with what it proposes, as GitHub holds it at this moment.</summary>
internal sealed record PullRequestProposals(PullRequest PullRequest, EquatableList<Commit> Commits, Proposer Proposer)
{
    public required IReadOnlyList<Proposal> Proposals { get; init; }
}
