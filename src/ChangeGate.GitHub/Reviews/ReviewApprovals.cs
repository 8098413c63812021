using ChangeGate.Approvals;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>
/// Reviews in the words of the gate. The approvers take the place of those that the policy lists: one person must not consent once by review and once by a signed file.
/// </summary>
/// <param name="Approvers">People whose reviews count, with the teams for which they do.</param>
/// <param name="Approvals">All reviews that decide something, those that do not count too.</param>
public sealed record ReviewApprovals(EquatableList<Approver> Approvers, EquatableList<ApprovalCheck> Approvals)
{
    public static ReviewApprovals Of(ReviewRequest request)
    {
        var checks = ReviewVerifier.CheckAll(request).Select(check => Sized(check, request.Approval)).ToList();

        return new ReviewApprovals(
            [.. checks.Where(static check => check.Counts).Select(check => ApproverOf(check, request))],
            [.. checks.Select(check => ApprovalOf(check, request))]);
    }

    /// <summary>The policy with these people in it; its clauses and its digest stay what they are.</summary>
    public Policy In(Policy policy) => policy with { Approvers = Approvers };

    private static Approver ApproverOf(ReviewCheck check, ReviewRequest request) => WitnessOf(check, request).ToApprover(ReviewVerifier.NameOf(check.Review.Reviewer!));

    private static ReviewWitness WitnessOf(ReviewCheck check, ReviewRequest request)
    {
        var reviewer = check.Review.Reviewer!;
        var login = reviewer.Login.ToLowerInvariant();

        return new ReviewWitness
        {
            Url = $"{request.Page}#{(check.Review.Command is null ? "pullrequestreview" : "issuecomment")}-{check.Review.Id}",
            Account = reviewer.Id,
            Commit = check.Review.Commit,
            NamesDigest = check.NamesDigest,
            Teams = request.Standings[reviewer.Id].TeamsAndOwnership,

            // The gate holds them against the authors once more.
            Emails = [$"{login}@users.noreply.github.com", $"{reviewer.Id}+{login}@users.noreply.github.com"],
        };
    }

    private static ApprovalCheck ApprovalOf(ReviewCheck check, ReviewRequest request)
    {
        var name = check.Review.Reviewer is { } reviewer ? ReviewVerifier.NameOf(reviewer) : "(nobody)";
        var looked = new ApprovalCheck($"{check.Review.Name} by {name}", null, check.Counts, check.Because) { Problem = ProblemOf(check.Problem), Giver = check.Review.Reviewer is null ? null : name };

        // Only what counts is an approval of this digest; of the rest nothing is claimed.
        return check.Counts ? looked with { Approval = ApprovalBy(name, check, request.Approval), Review = WitnessOf(check, request) } : looked;
    }

    private static Approval ApprovalBy(string name, ReviewCheck check, ApprovalRequest request) => new()
    {
        Approver = name,
        Key = default,
        Digest = request.ProtectedDigest,
        Target = request.Target,
        EnvironmentClass = EnvironmentClass.Protected,
        GivenAt = check.Review.SubmittedAt!.Value,
        ExpiresAt = check.Review.SubmittedAt!.Value + request.Policy.ApprovalsValidFor,
        Sizes = request.Shown.Count == 0 ? [] : request.ShownAt(check.Review.SubmittedAt!.Value),
        NamesDigest = check.NamesDigest,
    };

    /// <summary>Whoever consented to a change of a small table did not consent to that of a large one.</summary>
    private static ReviewCheck Sized(ReviewCheck check, ApprovalRequest request) =>
        check.Counts && TableRows.Outgrown(request.ShownAt(check.Review.SubmittedAt!.Value), request.Sizes) is { } outgrown
            ? check with { Counts = false, Problem = ReviewProblem.Outgrown, Because = outgrown }
            : check;

    private static ApprovalProblem? ProblemOf(ReviewProblem? problem) => problem switch
    {
        null => null,
        ReviewProblem.AuthorsOwn or ReviewProblem.PusherUnknown => ApprovalProblem.AuthorsOwn,
        ReviewProblem.OtherDigest or ReviewProblem.DigestNotNamed => ApprovalProblem.OtherDigest,
        ReviewProblem.FromTheFuture => ApprovalProblem.FromTheFuture,
        ReviewProblem.Expired => ApprovalProblem.Expired,
        ReviewProblem.Superseded => ApprovalProblem.Repeated,
        ReviewProblem.Edited => ApprovalProblem.WrongSigner,
        ReviewProblem.Dismissed => ApprovalProblem.Dismissed,
        ReviewProblem.NotAPerson => ApprovalProblem.NotAPerson,
        ReviewProblem.Outgrown => ApprovalProblem.Outgrown,
        ReviewProblem.NotEligible => ApprovalProblem.NotEligible,
        _ => ApprovalProblem.NotApproving,
    };
}
