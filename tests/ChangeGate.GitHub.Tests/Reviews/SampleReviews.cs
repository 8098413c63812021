using ChangeGate.Approvals;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Tests.Reviews;

/// <summary>A proposal by Bob that Carol and Dave may approve.</summary>
internal static class SampleReviews
{
    public const string Head = "head";

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly Digest Digest = Digest.Of("the set");

    public static readonly Account Bob = new(2, "bob", AccountType.User);

    public static readonly Account Carol = new(3, "carol", AccountType.User);

    public static readonly Account Dave = new(4, "dave", AccountType.User);

    private static readonly Dictionary<string, Digest> ByCommit = new() { [Head] = Digest, ["rebased"] = Digest, ["edited"] = Digest.Of("another set"), ["unread"] = default };

    public static readonly ReviewRequest Request = new()
    {
        Approval = new ApprovalRequest
        {
            Target = "shop",
            EnvironmentClass = EnvironmentClass.Protected,
            Digest = Digest,
            ProtectedDigest = Digest,
            Authorship = new Authorship(AuthorKind.Person, ["bob"]),
            Policy = new Policy { Clauses = [], Digest = default },
            Now = Noon,
        },
        Page = "https://github.com/acme/shop/pull/7",
        Reviews = [],
        Digests = new Dictionary<long, Digest>(),
        Standings = new Dictionary<long, Standing>
        {
            [2] = new() { Permission = RepositoryPermission.Write },
            [3] = new() { Permission = RepositoryPermission.Write, Teams = ["dba"] },
            [4] = new() { Permission = RepositoryPermission.Admin },
            [5] = new() { Permission = RepositoryPermission.Read },
        },
        Pushes = new PushHistory(PusherScope.Known) { HeadAt = Noon.AddHours(-2) },
        Contributors = [new Contributor("opened the pull request") { Id = 2, Names = ["bob"] }],
    };

    /// <param name="minute">Counted from an hour before noon; also the review's number.</param>
    public static Review Review(Account? reviewer, ReviewState state, int minute = 1, string commit = Head, string body = "") => new()
    {
        Id = minute,
        Reviewer = reviewer,
        State = state,
        Body = body,
        Commit = commit,
        SubmittedAt = state == ReviewState.Pending ? null : Noon.AddHours(-1).AddMinutes(minute),
    };

    public static EquatableList<ReviewCheck> Check(params Review[] reviews) => ReviewVerifier.CheckAll(Judging(reviews));

    public static ReviewRequest Judging(params IEnumerable<Review> reviews) => Request with
    {
        Reviews = [.. reviews],
        Digests = reviews.Where(review => ByCommit.ContainsKey(review.Commit)).ToDictionary(review => review.Id, review => ByCommit[review.Commit]),
    };

    public static IReadOnlyList<string> Approving(ReviewRequest request) =>
        [.. ReviewVerifier.CheckAll(request).Where(check => check.Counts).Select(check => check.Review.Reviewer!.Login).Order()];
}
