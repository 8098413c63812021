using ChangeGate.Approvals;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Text;

namespace ChangeGate.Cli.PullRequests;

/// <summary>Judges what a pull request proposes, with the reviews that it has at this moment as approvals.</summary>
internal sealed class PullRequestJudge(GitHubRepository repository, ProposalRequest request, TimeProvider clock)
{
    private readonly PullRequestReader _reader = new(repository, request);

    private readonly ReviewReader _reviews = new(repository);

    private readonly Dictionary<(int PullRequest, string Commit), IReadOnlyDictionary<(string Target, string Folder), Digest>> _reviewed = [];

    /// <summary>What was said on a pull request, as it was read to judge it; null where it was not read.</summary>
    public EquatableList<Comment>? CommentsOf(int number) => _reviews.CommentsOf(number);

    /// <summary>Without anybody's consent.</summary>
    public IReadOnlyList<Judgement> JudgeUnreviewed(IReadOnlyList<Proposal> proposals) =>
    [
        .. proposals.Select(proposal =>
        {
            var assessment = ProposalJudge.Assess(proposal, request);
            return new Judgement(assessment, proposal.Policy, Gate.Decide(assessment, proposal.Policy, []));
        }),
    ];

    public async Task<IReadOnlyList<Judgement>> JudgeAsync(PullRequestProposals read, CancellationToken cancellation)
    {
        var judgements = new List<Judgement>();

        foreach (var proposal in read.Proposals)
        {
            judgements.Add(await JudgeAsync(read, proposal, cancellation));
        }

        return judgements;
    }

    public async Task<Judgement> JudgeAsync(PullRequestProposals read, Proposal proposal, CancellationToken cancellation)
    {
        var assessment = await new RehearsedJudge(request, null, clock).AssessAskedAsync(proposal, cancellation);
        var subject = read.ToSubject(ApprovalOf(assessment, proposal), assessment.Set.Proposed.Select(migration => assessment.Set.PathInRepository(migration.Path))) with
        {
            DigestOf = async (review, token) => (await ReviewedAsync(read, review.Commit, token)).TryGetValue((assessment.Set.Target, assessment.Set.Folder), out var digest) ? digest : null,
        };
        var reviews = ReviewApprovals.Of(await _reviews.ReadAsync(subject, cancellation));

        return new Judgement(assessment, proposal.Policy, Gate.Decide(assessment, reviews.In(proposal.Policy), reviews.Approvals));
    }

    private async Task<IReadOnlyDictionary<(string Target, string Folder), Digest>> ReviewedAsync(PullRequestProposals read, string commit, CancellationToken cancellation) =>
        _reviewed.TryGetValue((read.PullRequest.Number, commit), out var known) ? known : _reviewed[(read.PullRequest.Number, commit)] = await ReadReviewedAsync(read, commit, cancellation);

    /// <returns>By target and folder; empty where what was reviewed cannot be judged any more: its commit is gone, or its files are not readable.</returns>
    private async Task<IReadOnlyDictionary<(string Target, string Folder), Digest>> ReadReviewedAsync(PullRequestProposals read, string commit, CancellationToken cancellation)
    {
        try
        {
            return (await _reader.ReviewedAsync(read, commit, cancellation))
                .ToDictionary(proposal => (proposal.Set.Target, proposal.Set.Folder), proposal => ApprovalOf(ProposalJudge.Assess(proposal, request), proposal).ProtectedDigest);
        }
        catch (GateException)
        {
            return new Dictionary<(string, string), Digest>();
        }
    }

    private ApprovalRequest ApprovalOf(Assessment assessment, Proposal proposal) =>
        ApprovalRequest.For(assessment.Set, assessment.Footprint, assessment.Sizes, proposal.Policy, clock.GetUtcNow()) with
        {
            Shown = [.. proposal.Shown.OrderBy(static statistics => statistics.ReadAt).Select(statistics => new ShownSizes(statistics.ReadAt, TableRows.Of(assessment.Sizes.Select(static size => size.Table), statistics.RowsByTable())))],
        };
}
