using ChangeGate.Approvals;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Reviews;

/// <summary>
/// Says of every review that decides something, and of every command in a comment, whether it is consent to this digest, and why not where it is not.
/// A person's newest decision holds; a comment without a command decides nothing; a dismissal ends everything that the person decided before.
/// </summary>
public static class ReviewVerifier
{
    /// <summary>The oldest first, whatever order they come in.</summary>
    public static EquatableList<ReviewCheck> CheckAll(ReviewRequest request)
    {
        var newest = Newest(request.Reviews, request);

        return
        [
            .. request.Reviews.Where(IsDecisive).Concat(ReviewCommands.AllIn(request.Comments))
                .OrderBy(static review => review.SubmittedAt).ThenBy(static review => review.Id)
                .Select(review => Check(review, review.Reviewer is { } reviewer ? newest.GetValueOrDefault(reviewer.Id, review) : review, request)),
        ];
    }

    /// <summary>Reviews and commands that could be consent, by what they say alone: the newest of each person that has written nothing of the proposal.</summary>
    internal static EquatableList<Review> Candidates(ReviewRequest request) =>
    [
        .. Newest(request.Reviews, request).Values
            .Where(review => review is { State: ReviewState.Approved, Reviewer: { Type: AccountType.User } reviewer } && request.Agents.Of(reviewer) is null && !request.Contributors.Any(contributor => contributor.Is(reviewer)))
            .OrderBy(static review => review.Id),
    ];

    /// <summary>People whose consent counts, as the gate knows approvers. A login stands with its @, so that no listed approver is taken for it.</summary>
    public static string NameOf(Account reviewer) => $"@{reviewer.Login}";

    private static Dictionary<long, Review> Newest(EquatableList<Review> reviews, ReviewRequest request) =>
        reviews.Where(IsDecisive).Concat(ReviewCommands.DecisiveIn(request))
            .Where(static review => review.Reviewer is not null)
            .OrderBy(static review => review.SubmittedAt).ThenBy(static review => review.Id)
            .GroupBy(static review => review.Reviewer!.Id)
            .ToDictionary(static group => group.Key, static group => group.Last());

    // What is not known here may be anything but consent, and it is newer than what came before.
    private static bool IsDecisive(Review review) => review.SubmittedAt is not null && review.State is not (ReviewState.Commented or ReviewState.Pending);

    private static ReviewCheck Check(Review review, Review newest, ReviewRequest request)
    {
        if (RefusalOf(review, newest, request) is { } refusal)
        {
            return new ReviewCheck(review, Counts: false, refusal.Because) { Problem = refusal.Problem };
        }

        var named = ReviewCommands.NamesDigest(review, request);
        var unnamed = !named && request.Approval.Policy.Clauses.Any(static clause => clause.Require is { DigestInWords: true }) ? $", without naming it: a clause asks for `/changegate approve {request.Approval.ProtectedDigest.Hex[..ApprovalCommand.FewestDigits]}`" : "";

        var hidden = request.Pushes.Scope == PusherScope.Strangers ? " Who pushed to the fork is hidden; whoever may write to this repository may not push there." : "";

        return new ReviewCheck(review, Counts: true, $"`{NameOf(review.Reviewer!)}` approved this digest on {Date(review)}{unnamed}.{hidden}") { NamesDigest = named };
    }

    private static ReviewRefusal? RefusalOf(Review review, Review newest, ReviewRequest request)
    {
        if (review.State == ReviewState.Dismissed)
        {
            return new ReviewRefusal(ReviewProblem.Dismissed, "It was dismissed.");
        }

        if (review.Command is { } comment && ReviewCommands.RefusalOf(comment, request) is { } refusal)
        {
            return refusal;
        }

        // A command is made anew each time it is looked for: values are compared.
        if (review != newest)
        {
            return new ReviewRefusal(ReviewProblem.Superseded, newest.State == ReviewState.Dismissed
                ? $"The later review of `{NameOf(review.Reviewer!)}` was dismissed, and with it what came before."
                : $"`{NameOf(review.Reviewer!)}` has decided again since, on {Date(newest)}.");
        }

        if (review.State != ReviewState.Approved)
        {
            return new ReviewRefusal(ReviewProblem.NotApproving, review.State == ReviewState.ChangesRequested ? "It asks for changes." : "It is in a state that is not known here.");
        }

        return RefusalOfPerson(review, request) ?? RefusalOfContent(review, request) ?? RefusalOfTime(review, request.Approval);
    }

    private static ReviewRefusal? RefusalOfPerson(Review review, ReviewRequest request)
    {
        if (review.Reviewer is not { } reviewer)
        {
            return new ReviewRefusal(ReviewProblem.NotAPerson, "The account that gave it is gone.");
        }

        if (reviewer.Type != AccountType.User)
        {
            return new ReviewRefusal(ReviewProblem.NotAPerson, $"`{NameOf(reviewer)}` is no person; bots and Apps do not approve.");
        }

        if (request.Agents.Of(reviewer) is { } agent)
        {
            return new ReviewRefusal(ReviewProblem.NotAPerson, $"`{NameOf(reviewer)}` is {agent.Name}, a program; programs do not approve.");
        }

        if (request.Contributors.FirstOrDefault(contributor => contributor.Is(reviewer)) is { } contributor)
        {
            return new ReviewRefusal(ReviewProblem.AuthorsOwn, $"`{NameOf(reviewer)}` {contributor.Because}; authors do not approve.");
        }

        if (request.Standings.GetValueOrDefault(reviewer.Id) is not { IsEligible: true } standing)
        {
            return new ReviewRefusal(ReviewProblem.NotEligible, $"`{NameOf(reviewer)}` may not write to this repository, is in no team that the policy names (or the token cannot see it), and does not own what is changed.");
        }

        return standing.CouldHavePushed(request.Pushes.Scope)
            ? new ReviewRefusal(ReviewProblem.PusherUnknown, $"GitHub does not tell who pushed to the branch, and `{NameOf(reviewer)}` could have: the token cannot read its activity (`contents: read`), or GitHub has not listed the last push yet. Commits that are signed need no such proof.")
            : null;
    }

    private static ReviewRefusal? RefusalOfContent(Review review, ReviewRequest request)
    {
        var expected = request.Approval.ProtectedDigest;

        if (expected == default)
        {
            return new ReviewRefusal(ReviewProblem.OtherDigest, "Nothing that has a digest is proposed.");
        }

        // A command names the digest itself, and was held against it before.
        if (review.Command is not null)
        {
            return null;
        }

        if (!request.Digests.TryGetValue(review.Id, out var reviewed) || reviewed == default)
        {
            return new ReviewRefusal(ReviewProblem.OtherDigest, "What stood at the reviewed commit cannot be judged any more, so nobody can say that it is what is proposed now.");
        }

        return reviewed == expected
            ? null
            : new ReviewRefusal(ReviewProblem.OtherDigest, $"It covers {reviewed.Short}, not {expected.Short}: the SQL, or a table that it touches, has changed since.");
    }

    private static ReviewRefusal? RefusalOfTime(Review review, ApprovalRequest request)
    {
        var given = review.SubmittedAt!.Value;

        if (given - request.Now > ApprovalVerifier.ClockSkew)
        {
            return new ReviewRefusal(ReviewProblem.FromTheFuture, $"It is dated {Date(review)}, which is in the future.");
        }

        return request.Now - given > request.Policy.ApprovalsValidFor
            ? new ReviewRefusal(ReviewProblem.Expired, $"It was given on {Date(review)}; the policy lets an approval count for {request.Policy.ApprovalsValidFor.TotalDays:0.#} days.")
            : null;
    }

    private static string Date(Review review) => review.SubmittedAt!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
}

/// <summary>Why a review gives no consent, for programs and in a sentence.</summary>
internal sealed record ReviewRefusal(ReviewProblem Problem, string Because);
