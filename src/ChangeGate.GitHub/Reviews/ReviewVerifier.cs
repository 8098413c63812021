using ChangeGate.Approvals;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>
/// Says of every review that decides something whether it is consent to this digest, and why not where it is not. A person's newest decision holds;
/// a comment decides nothing; a dismissal ends everything that the person decided before.
/// </summary>
public static class ReviewVerifier
{
    /// <summary>The oldest first, whatever order they come in.</summary>
    public static EquatableList<ReviewCheck> CheckAll(ReviewRequest request)
    {
        var newest = Newest(request.Reviews);
        return [.. Decisive(request.Reviews).Select(review => Check(review, review.Reviewer is { } reviewer ? newest[reviewer.Id] : review, request))];
    }

    /// <summary>Reviews that could be consent, by what they say alone: the newest of each person that has written nothing of the proposal.</summary>
    internal static EquatableList<Review> Candidates(EquatableList<Review> reviews, EquatableList<Contributor> contributors) =>
    [
        .. Newest(reviews).Values
            .Where(review => review is { State: ReviewState.Approved, Reviewer: { Type: AccountType.User } reviewer } && !contributors.Any(contributor => contributor.Is(reviewer)))
            .OrderBy(static review => review.Id),
    ];

    /// <summary>People whose consent counts, as the gate knows approvers. A login stands with its @, so that no listed approver is taken for it.</summary>
    public static string NameOf(Account reviewer) => $"@{reviewer.Login}";

    private static IEnumerable<Review> Decisive(EquatableList<Review> reviews) =>
        reviews.Where(IsDecisive).OrderBy(static review => review.SubmittedAt).ThenBy(static review => review.Id);

    private static Dictionary<long, Review> Newest(EquatableList<Review> reviews) =>
        Decisive(reviews).Where(static review => review.Reviewer is not null).GroupBy(static review => review.Reviewer!.Id).ToDictionary(static group => group.Key, static group => group.Last());

    // What is not known here may be anything but consent, and it is newer than what came before.
    private static bool IsDecisive(Review review) => review.SubmittedAt is not null && review.State is not (ReviewState.Commented or ReviewState.Pending);

    private static ReviewCheck Check(Review review, Review newest, ReviewRequest request) => RefusalOf(review, newest, request) is { } refusal
        ? new ReviewCheck(review, Counts: false, refusal.Because) { Problem = refusal.Problem }
        : new ReviewCheck(review, Counts: true, $"`{NameOf(review.Reviewer!)}` approved this digest on {Date(review)}.");

    private static Refusal? RefusalOf(Review review, Review newest, ReviewRequest request)
    {
        if (review.State == ReviewState.Dismissed)
        {
            return new Refusal(ReviewProblem.Dismissed, "It was dismissed.");
        }

        if (!ReferenceEquals(review, newest))
        {
            return new Refusal(ReviewProblem.Superseded, newest.State == ReviewState.Dismissed
                ? $"The later review of `{NameOf(review.Reviewer!)}` was dismissed, and with it what came before."
                : $"`{NameOf(review.Reviewer!)}` has decided again since, on {Date(newest)}.");
        }

        if (review.State != ReviewState.Approved)
        {
            return new Refusal(ReviewProblem.NotApproving, review.State == ReviewState.ChangesRequested ? "It asks for changes." : "It is in a state that is not known here.");
        }

        return RefusalOfPerson(review, request) ?? RefusalOfContent(review, request) ?? RefusalOfTime(review, request.Approval);
    }

    private static Refusal? RefusalOfPerson(Review review, ReviewRequest request)
    {
        if (review.Reviewer is not { } reviewer)
        {
            return new Refusal(ReviewProblem.NotAPerson, "The account that gave it is gone.");
        }

        if (reviewer.Type != AccountType.User)
        {
            return new Refusal(ReviewProblem.NotAPerson, $"`{NameOf(reviewer)}` is no person; bots and Apps do not approve.");
        }

        if (request.Contributors.FirstOrDefault(contributor => contributor.Is(reviewer)) is { } contributor)
        {
            return new Refusal(ReviewProblem.AuthorsOwn, $"`{NameOf(reviewer)}` {contributor.Because}; authors do not approve.");
        }

        return request.Standings.GetValueOrDefault(reviewer.Id) is { IsEligible: true }
            ? null
            : new Refusal(ReviewProblem.NotEligible, $"`{NameOf(reviewer)}` may not write to this repository, is in no team that the policy names (or the token cannot see it), and does not own what is changed.");
    }

    private static Refusal? RefusalOfContent(Review review, ReviewRequest request)
    {
        var expected = request.Approval.ProtectedDigest;

        if (!request.Digests.TryGetValue(review.Id, out var reviewed) || reviewed == default)
        {
            return new Refusal(ReviewProblem.OtherDigest, "What stood at the reviewed commit cannot be judged any more, so nobody can say that it is what is proposed now.");
        }

        if (reviewed != expected)
        {
            return new Refusal(ReviewProblem.OtherDigest, $"It covers {reviewed.Short}, not {expected.Short}: the SQL, or a table that it touches, has changed since.");
        }

        return request.MustNameDigest && !NamesDigest(review, request)
            ? new Refusal(ReviewProblem.DigestNotNamed, $"The policy asks for the digest in words: `/changegate approve {expected.Hex[..12]}`, in the review or in a comment.")
            : null;
    }

    private static bool NamesDigest(Review review, ReviewRequest request)
    {
        var approval = request.Approval;

        return ApprovalCommand.Names(review.Body, approval.ProtectedDigest, approval.Digest)
            || request.Comments.Any(comment =>
                comment is { App: null, IsEdited: false, Author: { Type: AccountType.User } author }
                && author.Id == review.Reviewer!.Id
                && ApprovalCommand.Names(comment.Body, approval.ProtectedDigest, approval.Digest));
    }

    private static Refusal? RefusalOfTime(Review review, ApprovalRequest request)
    {
        var given = review.SubmittedAt!.Value;

        if (given - request.Now > ApprovalVerifier.ClockSkew)
        {
            return new Refusal(ReviewProblem.FromTheFuture, $"It is dated {Date(review)}, which is in the future.");
        }

        return request.Now - given > request.Policy.ApprovalsValidFor
            ? new Refusal(ReviewProblem.Expired, $"It was given on {Date(review)}; the policy lets an approval count for {request.Policy.ApprovalsValidFor.TotalDays:0.#} days.")
            : null;
    }

    private static string Date(Review review) => review.SubmittedAt!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    private sealed record Refusal(ReviewProblem Problem, string Because);
}
