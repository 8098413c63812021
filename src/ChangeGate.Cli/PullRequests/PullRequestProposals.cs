using ChangeGate.Approvals;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Text;

namespace ChangeGate.Cli.PullRequests;

/// <summary>A pull request with what it proposes, as GitHub holds it at this moment.</summary>
internal sealed record PullRequestProposals(PullRequest PullRequest, EquatableList<Commit> Commits, Proposer Proposer)
{
    /// <summary>What it is to stand on. Where its commits left that one, its own changes begin.</summary>
    public required string Onto { get; init; }

    public required PushHistory Pushes { get; init; }

    /// <summary>By the configuration of the base.</summary>
    public required KnownAgents Agents { get; init; }

    /// <summary>Who had a hand in the same migrations before.</summary>
    public EquatableList<Contributor> Earlier { get; init; }

    public required IReadOnlyList<Proposal> Proposals { get; init; }

    /// <summary>What is asked of its reviewers. As long as nobody says what a review covers, none covers it: only words that name the digest do.</summary>
    /// <param name="approval">What is to be approved.</param>
    /// <param name="paths">Whose owners are asked, from the root of the repository.</param>
    public ReviewSubject ToSubject(ApprovalRequest approval, IEnumerable<string> paths) => new()
    {
        PullRequest = PullRequest,
        Commits = Commits,
        Proposer = Proposer,
        Pushes = Pushes,
        Agents = Agents,
        Earlier = Earlier,
        Approval = approval,
        Paths = [.. paths],
        DigestOf = static (_, _) => Task.FromResult<Digest?>(null),
    };
}
