using ChangeGate.Approvals;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Text;

namespace ChangeGate.Cli.PullRequests;

/// <summary>Judges what a pull request proposes, with the reviews that it has at this moment as approvals.</summary>
internal sealed class PullRequestJudge(GitHubRepository repository, ProposalRequest request, TimeProvider clock)
{
    private readonly PullRequestReader _reader = new(repository, request);

    public async Task<IReadOnlyList<Judgement>> JudgeAsync(PullRequestProposals read, CancellationToken cancellation)
    {
        var judgements = new List<Judgement>();
        var reviewed = new Dictionary<string, IReadOnlyList<Proposal>?>(StringComparer.Ordinal);

        foreach (var proposal in read.Proposals)
        {
            var assessment = ProposalJudge.Assess(proposal, request);
            var approval = ApprovalRequest.For(assessment.Set, assessment.Footprint, proposal.Policy, clock.GetUtcNow());
            var subject = new ReviewSubject
            {
                PullRequest = read.PullRequest,
                Commits = read.Commits,
                Proposer = read.Proposer,
                Approval = approval,
                Paths = [.. assessment.Set.Proposed.Select(migration => assessment.Set.PathInRepository(migration.Path))],
                DigestOf = async (review, token) => DigestOf(await ReviewedAsync(review.Commit, token), assessment.Set.Target),
            };
            var reviews = ReviewApprovals.Of(await new ReviewReader(repository).ReadAsync(subject, cancellation));

            judgements.Add(new Judgement(assessment, proposal.Policy, Gate.Decide(assessment, reviews.In(proposal.Policy), reviews.Approvals)));
        }

        return judgements;

        async Task<IReadOnlyList<Proposal>?> ReviewedAsync(string commit, CancellationToken token) =>
            reviewed.TryGetValue(commit, out var known) ? known : reviewed[commit] = await ReadReviewedAsync(read, commit, token);
    }

    /// <returns>null where what was reviewed cannot be judged any more: its commit is gone, or its files are not readable.</returns>
    private async Task<IReadOnlyList<Proposal>?> ReadReviewedAsync(PullRequestProposals read, string commit, CancellationToken cancellation)
    {
        try
        {
            return await _reader.ReviewedAsync(read, commit, cancellation);
        }
        catch (GateException)
        {
            return null;
        }
    }

    private Digest? DigestOf(IReadOnlyList<Proposal>? proposals, string target)
    {
        if (proposals?.FirstOrDefault(proposal => proposal.Set.Target == target) is not { } proposal)
        {
            return null;
        }

        var assessment = ProposalJudge.Assess(proposal, request);
        return ApprovalRequest.For(assessment.Set, assessment.Footprint, proposal.Policy, clock.GetUtcNow()).ProtectedDigest;
    }
}
