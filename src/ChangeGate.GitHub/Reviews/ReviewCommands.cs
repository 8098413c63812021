using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.GitHub.Reviews;

/// <summary>
/// Commands in the conversation, as reviews that name their digest. One that names another digest, or that nobody can vouch for, decides nothing:
/// neither is it consent, nor does it take the place of what the person decided before.
/// </summary>
internal static class ReviewCommands
{
    /// <summary>All of them, those that count for nothing too.</summary>
    public static IEnumerable<Review> AllIn(IEnumerable<Comment> comments) =>
        comments.Where(static comment => comment.CreatedAt is not null && ApprovalCommand.NamedIn(comment.Body).Any()).Select(Review.Of);

    public static IEnumerable<Review> DecisiveIn(ReviewRequest request) =>
        AllIn(request.Comments).Where(command => RefusalOf(command.Command!, request) is null or { Problem: ReviewProblem.Dismissed });

    /// <summary>Why a command does not name this digest for its author.</summary>
    public static ReviewRefusal? RefusalOf(Comment comment, ReviewRequest request) =>
        RefusalOfAuthor(comment) ?? RefusalOfDigest(comment, request) ?? RefusalOfDismissal(comment, request);

    public static bool NamesDigest(Review review, ReviewRequest request)
    {
        var approval = request.Approval;

        // What a review covers is known from its commit: of the digest in words the beginning is enough.
        return review.Command is not null
            || (!review.IsEdited && ApprovalCommand.Names(review.Body, approval.ProtectedDigest, approval.Digest))
            || request.Comments.Any(comment =>
                RefusalOfAuthor(comment) is null
                && comment.Author!.Id == review.Reviewer!.Id
                && ApprovalCommand.Names(comment.Body, approval.ProtectedDigest, approval.Digest));
    }

    private static ReviewRefusal? RefusalOfAuthor(Comment comment)
    {
        if (comment.IsEdited)
        {
            return new ReviewRefusal(ReviewProblem.Edited, "The comment was edited after it was posted, and not always by its author (or GitHub does not say that it was not); post the command anew.");
        }

        if (comment.Author is not { } author)
        {
            return new ReviewRefusal(ReviewProblem.NotAPerson, "The account that wrote it is gone.");
        }

        return author.Type == AccountType.User && comment.App is null
            ? null
            : new ReviewRefusal(ReviewProblem.NotAPerson, $"`{ReviewVerifier.NameOf(author)}` is no person, or an App wrote in that name; bots and Apps do not approve.");
    }

    private static ReviewRefusal? RefusalOfDigest(Comment comment, ReviewRequest request)
    {
        var approval = request.Approval;
        var expected = approval.ProtectedDigest;

        if (ApprovalCommand.Names(comment.Body, ApprovalCommand.BindingDigits, expected, approval.Digest))
        {
            return null;
        }

        if (ApprovalCommand.Names(comment.Body, expected, approval.Digest))
        {
            return comment.CreatedAt > request.Pushes.HeadAt
                ? null
                : new ReviewRefusal(ReviewProblem.OtherDigest, $"It gives only the beginning of the digest, and nobody can say that nothing was pushed since: write at least {ApprovalCommand.BindingDigits} digits.");
        }

        return ApprovalCommand.DigestsIn(comment.Body).FirstOrDefault() is { } other
            ? new ReviewRefusal(ReviewProblem.OtherDigest, $"It names `{other[..ApprovalCommand.FewestDigits]}`, not `{expected.Hex[..ApprovalCommand.FewestDigits]}`: another state of the proposal, or another target.")
            : new ReviewRefusal(ReviewProblem.DigestNotNamed, $"It names no digest: write at least the first {ApprovalCommand.FewestDigits} digits, `/changegate approve {expected.Hex[..ApprovalCommand.FewestDigits]}`.");
    }

    /// <summary>When a review was dismissed, GitHub does not say: it may have been after the command.</summary>
    private static ReviewRefusal? RefusalOfDismissal(Comment comment, ReviewRequest request)
    {
        var own = request.Reviews.Where(review => review.Reviewer?.Id == comment.Author!.Id).ToList();
        var dismissed = own.Where(static review => review.State == ReviewState.Dismissed).Max(static review => review.SubmittedAt);

        return dismissed is not null && !own.Any(review => review.State == ReviewState.Approved && review.SubmittedAt > dismissed)
            ? new ReviewRefusal(ReviewProblem.Dismissed, $"A review of `{ReviewVerifier.NameOf(comment.Author!)}` was dismissed; only a new approving review ends that.")
            : null;
    }
}
