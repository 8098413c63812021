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
        var checks = ReviewVerifier.CheckAll(request);

        return new ReviewApprovals(
            [.. checks.Where(static check => check.Counts).Select(check => ApproverOf(check, request))],
            [.. checks.Select(check => ApprovalOf(check, request.Approval))]);
    }

    /// <summary>The policy with these people in it; its clauses and its digest stay what they are.</summary>
    public Policy In(Policy policy) => policy with { Approvers = Approvers };

    private static Approver ApproverOf(ReviewCheck check, ReviewRequest request)
    {
        var reviewer = check.Review.Reviewer!;
        var login = reviewer.Login.ToLowerInvariant();

        return new Approver(ReviewVerifier.NameOf(reviewer), PublicKeyPem: "")
        {
            Teams = request.Standings[reviewer.Id].TeamsAndOwnership,

            // GitHub's own addresses of an account: the gate holds them against the authors once more.
            Emails = [$"{login}@users.noreply.github.com", $"{reviewer.Id}+{login}@users.noreply.github.com"],
        };
    }

    private static ApprovalCheck ApprovalOf(ReviewCheck check, ApprovalRequest request)
    {
        var name = check.Review.Reviewer is { } reviewer ? ReviewVerifier.NameOf(reviewer) : "(nobody)";
        var given = check.Review.SubmittedAt!.Value;

        // Only what counts is an approval of this digest; of the rest nothing is claimed.
        var approval = check.Counts
            ? new Approval
            {
                Approver = name,
                Key = default,
                Digest = request.ProtectedDigest,
                Target = request.Target,
                EnvironmentClass = EnvironmentClass.Protected,
                GivenAt = given,
                ExpiresAt = given + request.Policy.ApprovalsValidFor,
            }
            : null;

        return new ApprovalCheck($"review {check.Review.Id} by {name}", approval, check.Counts, check.Because) { Problem = ProblemOf(check.Problem) };
    }

    private static ApprovalProblem? ProblemOf(ReviewProblem? problem) => problem switch
    {
        null => null,
        ReviewProblem.AuthorsOwn => ApprovalProblem.AuthorsOwn,
        ReviewProblem.OtherDigest or ReviewProblem.DigestNotNamed => ApprovalProblem.OtherDigest,
        ReviewProblem.FromTheFuture => ApprovalProblem.FromTheFuture,
        ReviewProblem.Expired => ApprovalProblem.Expired,
        ReviewProblem.Superseded => ApprovalProblem.Repeated,
        _ => ApprovalProblem.WrongSigner,
    };
}
