using ChangeGate.Approvals;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Policies;
using FsCheck;
using FsCheck.Fluent;
using static ChangeGate.GitHub.Tests.Reviews.SampleReviews;

namespace ChangeGate.GitHub.Tests.Reviews;

internal sealed class ReviewVerifierTests
{
    private static readonly string Command = $"/changegate approve {Digest.Hex[..12]}";

    [Test]
    public void An_approval_of_the_head_counts()
    {
        var check = Check(Review(Carol, ReviewState.Approved)).Single();

        Assert.That(check.Counts);
        Assert.That(check.Problem, Is.Null);
        Assert.That(check.Because, Is.EqualTo("`@carol` approved this digest on 2026-03-04T11:01:00Z."));
    }

    [Test]
    public void A_rebase_keeps_it() => Assert.That(Check(Review(Carol, ReviewState.Approved, commit: "rebased")).Single().Counts);

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case("one byte is edited", ReviewProblem.OtherDigest, "has changed since", Review(Carol, ReviewState.Approved, commit: "edited"));
        yield return Case("the commit is gone", ReviewProblem.OtherDigest, "cannot be judged any more", Review(Carol, ReviewState.Approved, commit: ""));
        yield return Case("the commit was never judged", ReviewProblem.OtherDigest, "cannot be judged any more", Review(Carol, ReviewState.Approved, commit: "elsewhere"));
        yield return Case("the commit could not be read", ReviewProblem.OtherDigest, "cannot be judged any more", Review(Carol, ReviewState.Approved, commit: "unread"));
        yield return Case("the author gives it", ReviewProblem.AuthorsOwn, "`@bob` opened the pull request", Review(Bob, ReviewState.Approved));
        yield return Case("the author gives it under a new name", ReviewProblem.AuthorsOwn, "authors do not approve", Review(Bob with { Login = "robert" }, ReviewState.Approved));
        yield return Case("a bot gives it", ReviewProblem.NotAPerson, "bots and Apps", Review(Carol with { Type = AccountType.Bot }, ReviewState.Approved));
        yield return Case("an organization gives it", ReviewProblem.NotAPerson, "no person", Review(Carol with { Type = AccountType.Organization }, ReviewState.Approved));
        yield return Case("GitHub does not say what gives it", ReviewProblem.NotAPerson, "no person", Review(Carol with { Type = AccountType.Unknown }, ReviewState.Approved));
        yield return Case("a deleted account gave it", ReviewProblem.NotAPerson, "gone", Review(null, ReviewState.Approved));
        yield return Case("a reader gives it", ReviewProblem.NotEligible, "may not write", Review(new Account(5, "erin", AccountType.User), ReviewState.Approved));
        yield return Case("a stranger gives it", ReviewProblem.NotEligible, "may not write", Review(new Account(6, "mallory", AccountType.User), ReviewState.Approved));
        yield return Case("a stranger has taken the login", ReviewProblem.NotEligible, "may not write", Review(Carol with { Id = 6 }, ReviewState.Approved));
        yield return Case("it asks for changes", ReviewProblem.NotApproving, "asks for changes", Review(Carol, ReviewState.ChangesRequested));
        yield return Case("it is in a new state", ReviewProblem.NotApproving, "not known", Review(Carol, ReviewState.Unknown));
        yield return Case("it was dismissed", ReviewProblem.Dismissed, "dismissed", Review(Carol, ReviewState.Dismissed));
        yield return Case("it is from tomorrow", ReviewProblem.FromTheFuture, "future", Review(Carol, ReviewState.Approved, minute: 24 * 60));
        yield return Case("it is too old", ReviewProblem.Expired, "for 14 days", Review(Carol, ReviewState.Approved, minute: -14 * 24 * 60));
    }

    [TestCaseSource(nameof(Refusals))]
    public void A_review_does_not_count_when(ReviewProblem problem, string because, Review review)
    {
        var check = Check(review).Single();

        Assert.That(check.Counts, Is.False);
        Assert.That(check.Problem, Is.EqualTo(problem));
        Assert.That(check.Because, Does.Contain(because));
    }

    private static IEnumerable<TestCaseData> Folds()
    {
        yield return Fold("an approval, then a comment", true, ReviewState.Approved, ReviewState.Commented);
        yield return Fold("an approval, then a draft", true, ReviewState.Approved, ReviewState.Pending);
        yield return Fold("changes asked for, then an approval", true, ReviewState.ChangesRequested, ReviewState.Approved);
        yield return Fold("a dismissal, then an approval", true, ReviewState.Dismissed, ReviewState.Approved);
        yield return Fold("an approval, then changes asked for", false, ReviewState.Approved, ReviewState.ChangesRequested);
        yield return Fold("an approval, then dismissed changes", false, ReviewState.Approved, ReviewState.Dismissed);
        yield return Fold("two approvals, the later dismissed", false, ReviewState.Approved, ReviewState.Approved, ReviewState.Dismissed);
        yield return Fold("an approval, then something new", false, ReviewState.Approved, ReviewState.Unknown);
        yield return Fold("comments only", false, ReviewState.Commented, ReviewState.Commented);
        yield return Fold("a draft only", false, ReviewState.Pending);
        yield return Fold("an approval, dismissed changes, a comment", false, ReviewState.Approved, ReviewState.Dismissed, ReviewState.Commented);
    }

    [TestCaseSource(nameof(Folds))]
    [Category("Pitfall")]
    public void A_person_s_newest_decision_holds(ReviewState[] states, bool counts) =>
        Assert.That(Check([.. states.Select((state, index) => Review(Carol, state, index + 1))]).Any(check => check.Counts), Is.EqualTo(counts));

    [Test]
    public void Every_decision_has_its_reason()
    {
        var checks = Check(Review(Carol, ReviewState.Approved, 1), Review(Dave, ReviewState.Approved, 2), Review(Carol, ReviewState.Dismissed, 3), Review(Dave, ReviewState.Commented, 4));

        Assert.That(checks.Select(check => check.Because), Is.EqualTo([
            "The later review of `@carol` was dismissed, and with it what came before.", "`@dave` approved this digest on 2026-03-04T11:02:00Z.", "It was dismissed."]));
    }

    [Test]
    public void A_person_counts_once()
    {
        var checks = Check(Review(Carol, ReviewState.Approved, 1), Review(Carol, ReviewState.Approved, 2));

        Assert.That(checks.Select(check => check.Problem), Is.EqualTo(new ReviewProblem?[] { ReviewProblem.Superseded, null }));
    }

    [Test]
    public void The_digest_of_nothing_is_never_approved()
    {
        var request = Judging(Review(Carol, ReviewState.Approved, commit: "unread")) with { Approval = Request.Approval with { ProtectedDigest = default } };

        Assert.That(Approving(request), Is.Empty);
    }

    private static IEnumerable<TestCaseData> Naming()
    {
        yield return Named("the review says so", true, Command);
        yield return Named("a comment of the same person says so", true, "", Said(Carol));
        yield return Named("nobody says so", false, "");
        yield return Named("the review quotes it", false, $"> {Command}");
        yield return Named("somebody else says so", false, "", Said(Dave));
        yield return Named("somebody of that name says so", false, "", Said(Carol with { Id = 9 }));
        yield return Named("a comment was edited to say so", false, "", Said(Carol) with { UpdatedAt = Noon.AddSeconds(1) });
        yield return Named("a comment without dates says so", false, "", Said(Carol) with { UpdatedAt = null });
        yield return Named("an App says so for the person", false, "", Said(Carol) with { App = 7 });
        yield return Named("a bot says so", false, "", Said(Carol with { Type = AccountType.Bot }));
        yield return Named("a deleted account says so", false, "", Said(null));
    }

    [TestCaseSource(nameof(Naming))]
    public void A_review_names_its_digest_where(bool names, string body, Comment[] comments)
    {
        var request = Judging(Review(Carol, ReviewState.Approved, body: body)) with { Comments = [.. comments] };
        var check = ReviewVerifier.CheckAll(request).Single(check => check.Review.Command is null);

        Assert.That(check.Counts);
        Assert.That(check.NamesDigest, Is.EqualTo(names));
    }

    private static readonly Gen<Review[]> Histories = Gen.ArrayOf(
        from reviewer in Gen.Elements<Account?>(Bob, Carol, Dave, new Account(5, "erin", AccountType.User), null)
        from state in Gen.Elements(Enum.GetValues<ReviewState>())
        from commit in Gen.Elements(Head, "rebased", "edited", "")
        select Review(reviewer, state, 1, commit)).Select(reviews => reviews.Select((review, index) => review with { Id = index, SubmittedAt = review.SubmittedAt?.AddMinutes(index % 40) }).ToArray());

    [Test]
    public void The_order_in_which_GitHub_lists_does_not_matter() =>
        Prop.ForAll(Histories.SelectMany(history => Gen.Shuffle(history).Select(shuffled => (history, shuffled))).ToArbitrary(), pair =>
            ReviewVerifier.CheckAll(Judging(pair.history)) == ReviewVerifier.CheckAll(Judging(pair.shuffled))).QuickCheckThrowOnFailure();

    [Test]
    public void Dismissing_never_adds_consent() =>
        Prop.ForAll(Histories.Where(history => history.Length > 0).SelectMany(history => Gen.Choose(0, history.Length - 1).Select(index => (history, index))).ToArbitrary(), pair =>
        {
            Review[] dismissed = [.. pair.history];
            dismissed[pair.index] = dismissed[pair.index] with { State = ReviewState.Dismissed };

            // What has no date was never submitted, and cannot be dismissed.
            return Approving(Judging(dismissed)).Except(Approving(Judging(pair.history))).Any() is false;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Comments_and_drafts_change_nothing() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
            Approving(Judging(history))
                .SequenceEqual(Approving(Judging(history.Where(review => review.State is not (ReviewState.Commented or ReviewState.Pending)))))).QuickCheckThrowOnFailure();

    [Test]
    public void One_more_contributor_never_adds_consent() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var request = Judging(history);
            var more = request with { Contributors = [.. request.Contributors, new Contributor("wrote a commit") { Id = 3 }] };
            return !Approving(more).Contains("carol") && Approving(more).All(Approving(request).Contains);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Only_who_is_not_an_author_and_may_write_ever_counts() =>
        Prop.ForAll(Histories.ToArbitrary(), history => Approving(Judging(history)).All(login => login is "carol" or "dave")).QuickCheckThrowOnFailure();

    [TestCase("team:dba", new[] { "carol" })]
    [TestCase("anyone-but-author", new[] { "carol", "dave" })]
    [TestCase("team:codeowners", new[] { "dave" })]
    [TestCase("team:other", new string[0])]
    public void The_gate_counts_whom_a_clause_asks_for(string from, string[] expected)
    {
        var standings = new Dictionary<long, Standing>(Request.Standings)
        {
            // A team that bears the name of the owners does not make owners.
            [3] = new() { Permission = RepositoryPermission.Write, Teams = ["dba", Standing.CodeOwners] },
            [4] = new() { OwnsAll = true },
        };
        var approvals = ReviewApprovals.Of(Judging(Review(Carol, ReviewState.Approved, 1), Review(Dave, ReviewState.Approved, 2), Review(Bob, ReviewState.Approved, 3)) with { Standings = standings });
        var policy = approvals.In(Request.Approval.Policy);

        Assert.That(expected, Is.EquivalentTo(policy.Approvers.Where(approver => from == "anyone-but-author" || approver.Teams.Contains(from["team:".Length..])).Select(approver => approver.Name[1..])));
        Assert.That(approvals.Approvals.Count(check => check.Counts), Is.EqualTo(2));
        Assert.That(approvals.Approvals.Single(check => !check.Counts), Has.Property("Approval").Null.And.Property("Problem").EqualTo(ApprovalProblem.AuthorsOwn));
    }

    [Test]
    public void An_approver_of_signed_files_is_not_mistaken_for_a_login()
    {
        var policy = Request.Approval.Policy with { Approvers = [new Approver("carol", "key") { Teams = ["security"] }] };
        var approvals = ReviewApprovals.Of(Judging(Review(Carol, ReviewState.Approved)));

        Assert.That(approvals.In(policy).Approvers.Single(), Has.Property("Name").EqualTo("@carol").And.Property("Teams").EqualTo(Request.Standings[3].Teams));
    }

    private static Comment Said(Account? author) => new() { Id = 1, Author = author, Body = Command, CreatedAt = Noon.AddMinutes(-70), UpdatedAt = Noon.AddMinutes(-70) };

    private static TestCaseData Case(string name, ReviewProblem problem, string because, Review review) => new TestCaseData(problem, because, review).SetArgDisplayNames(name);

    private static TestCaseData Fold(string name, bool counts, params ReviewState[] states) => new TestCaseData(states, counts).SetArgDisplayNames(name);

    private static TestCaseData Named(string name, bool counts, string body, params Comment[] comments) => new TestCaseData(counts, body, comments).SetArgDisplayNames(name);
}
