using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using FsCheck;
using FsCheck.Fluent;
using static ChangeGate.GitHub.Tests.Reviews.SampleReviews;

namespace ChangeGate.GitHub.Tests.Reviews;

/// <summary>Commands in comments, which are consent like reviews.</summary>
internal sealed class ReviewCommandTests
{
    private static readonly string Short = $"/changegate approve {Digest.Hex[..12]}";

    private static readonly string Whole = $"/changegate approve {Digest}";

    private static readonly Account Erin = new(5, "erin", AccountType.User);

    [TestCase(true)]
    [TestCase(false)]
    public void A_command_that_names_the_digest_is_consent(bool whole)
    {
        var check = ReviewVerifier.CheckAll(Hearing(Said(Carol, whole ? Whole : Short))).Single();

        Assert.That(check, Has.Property("Counts").True.And.Property("NamesDigest").True);
        Assert.That(check.Review.Name, Is.EqualTo("comment 1"));
        Assert.That(check.Because, Is.EqualTo("`@carol` approved this digest on 2026-03-04T11:01:00Z."));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        var said = Said(Carol, Whole);
        yield return Case("it was edited", ReviewProblem.Edited, "was edited", said with { UpdatedAt = said.CreatedAt!.Value.AddSeconds(1) });
        yield return Case("GitHub does not say whether it was edited", ReviewProblem.Edited, "was edited", said with { UpdatedAt = null });
        yield return Case("an App wrote it in a person's name", ReviewProblem.NotAPerson, "an App wrote", said with { App = 7 });
        yield return Case("a bot wrote it", ReviewProblem.NotAPerson, "bots and Apps", said with { Author = Carol with { Type = AccountType.Bot } });
        yield return Case("a deleted account wrote it", ReviewProblem.NotAPerson, "gone", said with { Author = null });
        yield return Case("the author wrote it", ReviewProblem.AuthorsOwn, "opened the pull request", said with { Author = Bob });
        yield return Case("a reader wrote it", ReviewProblem.NotEligible, "may not write", said with { Author = Erin });
        yield return Case("it names another digest", ReviewProblem.OtherDigest, $"not `{Digest.Hex[..12]}`", said with { Body = $"/changegate approve {Text.Digest.Of("before")}" });
        yield return Case("it names eleven digits", ReviewProblem.DigestNotNamed, "at least the first 12", said with { Body = Short[..^1] });
        yield return Case("it names nothing", ReviewProblem.DigestNotNamed, "names no digest", said with { Body = "/changegate approve" });
        yield return Case("it names a branch", ReviewProblem.DigestNotNamed, "names no digest", said with { Body = "/changegate approve main" });
        yield return Case("it names too many digits", ReviewProblem.DigestNotNamed, "names no digest", said with { Body = Whole + "0" });
        yield return Case("it is too old", ReviewProblem.Expired, "14 days", said with { CreatedAt = Noon.AddDays(-15), UpdatedAt = Noon.AddDays(-15) });
        yield return Case("it is from tomorrow", ReviewProblem.FromTheFuture, "future", said with { CreatedAt = Noon.AddDays(1), UpdatedAt = Noon.AddDays(1) });
        yield return Case("the beginning was named before the last push", ReviewProblem.OtherDigest, "at least 32 digits", said with { Body = Short, CreatedAt = Noon.AddHours(-2), UpdatedAt = Noon.AddHours(-2) });
    }

    [TestCaseSource(nameof(Refused))]
    public void A_command_is_listed_and_does_not_count_when(ReviewProblem problem, string because, Comment comment)
    {
        var check = ReviewVerifier.CheckAll(Hearing(comment)).Single();

        Assert.That((check.Counts, check.Problem), Is.EqualTo((false, (ReviewProblem?)problem)));
        Assert.That(check.Because, Does.Contain(because));
    }

    [TestCase("> {0}")]
    [TestCase("```\n{0}\n```")]
    [TestCase("~~~~ text\n{0}\n~~~~")]
    [TestCase("<!-- {0} -->")]
    [TestCase("<!--\n{0}\n-->")]
    [TestCase("    {0}")]
    [TestCase("`{0}`")]
    [TestCase("I would not say {0}")]
    [TestCase("{0} unless it rains")]
    public void What_is_quoted_fenced_or_hidden_was_not_said(string text) =>
        Assert.That(Approving(Hearing(Said(Carol, string.Format(text, Whole)))), Is.Empty);

    [Test]
    public void A_short_digest_binds_only_where_the_last_push_is_known() =>
        Assert.That(Approving(Hearing(Said(Carol, Short)) with { Pushes = new PushHistory(PusherScope.Known) }), Is.Empty);

    private static IEnumerable<TestCaseData> Histories()
    {
        var command = Said(Carol, Whole, minute: 10);
        yield return History("a command alone", true, [], command);
        yield return History("changes asked for, then a command", true, [Review(Carol, ReviewState.ChangesRequested, 5)], command);
        yield return History("a command, then changes asked for", false, [Review(Carol, ReviewState.ChangesRequested, 15)], command);
        yield return History("a command, then a review of other bytes", false, [Review(Carol, ReviewState.Approved, 15, "edited")], command);
        yield return History("a review of other bytes, then a command", true, [Review(Carol, ReviewState.Approved, 5, "edited")], command);
        yield return History("a command, then a comment without one", true, [Review(Carol, ReviewState.Commented, 15)], command);
        yield return History("a dismissed review, then a command", false, [Review(Carol, ReviewState.Dismissed, 5)], command);
        yield return History("a command, then a dismissed review", false, [Review(Carol, ReviewState.Dismissed, 15)], command);
        yield return History("a dismissed review, an approving one, then a command", true, [Review(Carol, ReviewState.Dismissed, 5), Review(Carol, ReviewState.Approved, 7)], command);
        yield return History("a dismissed review of somebody else", true, [Review(Dave, ReviewState.Dismissed, 5)], command);
        yield return History("an approval, then a command for another target", true, [Review(Carol, ReviewState.Approved, 5)], command with { Body = $"/changegate approve {Text.Digest.Of("elsewhere")}" });
        yield return History("changes asked for, then an edited command", false, [Review(Carol, ReviewState.ChangesRequested, 5)], command with { UpdatedAt = Noon });
    }

    [TestCaseSource(nameof(Histories))]
    public void Reviews_and_commands_are_one_history(bool counts, Review[] reviews, Comment command) =>
        Assert.That(Approving(Judging(reviews) with { Comments = [command] }), Is.EqualTo(counts ? ["carol"] : Array.Empty<string>()));

    [TestCase(PusherScope.Known, true)]
    [TestCase(PusherScope.Strangers, true)]
    [TestCase(PusherScope.Writers, false)]
    [TestCase(PusherScope.Anybody, false)]
    [TestCase(default(PusherScope), false)]
    public void Who_could_have_pushed_does_not_approve_where_nobody_tells_who_did(PusherScope scope, bool counts)
    {
        var check = ReviewVerifier.CheckAll(Judging(Review(Carol, ReviewState.Approved)) with { Pushes = new PushHistory(scope) }).Single();

        Assert.That((check.Counts, check.Problem), Is.EqualTo((counts, counts ? null : (ReviewProblem?)ReviewProblem.PusherUnknown)));
    }

    [Test]
    public void Commands_never_make_more_than_one_consent_of_a_person() =>
        Prop.ForAll(Conversations().ToArbitrary(), request =>
        {
            var counting = ReviewVerifier.CheckAll(request).Where(check => check.Counts).Select(check => check.Review.Reviewer!.Id).ToList();
            return counting.Distinct().Count() == counting.Count && counting.All(id => id is 3 or 4);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Editing_a_command_never_adds_consent() =>
        Prop.ForAll(Conversations().ToArbitrary(), request =>
        {
            var edited = request with { Comments = [.. request.Comments.Select(comment => comment with { UpdatedAt = Noon.AddDays(1) })] };
            return Approving(edited).All(login => Approving(request with { Comments = [] }).Contains(login));
        }).QuickCheckThrowOnFailure();

    private static Gen<ReviewRequest> Conversations()
    {
        var people = Gen.Elements<Account?>(Bob, Carol, Dave, Erin, null, Carol with { Type = AccountType.Bot });
        var reviews = Gen.ArrayOf(
            from reviewer in people
            from state in Gen.Elements(Enum.GetValues<ReviewState>())
            from commit in Gen.Elements(Head, "edited", "")
            from minute in Gen.Choose(1, 50)
            select Review(reviewer, state, minute, commit)).Select(all => all.DistinctBy(review => review.Id).ToArray());
        var comments = Gen.ArrayOf(
            from author in people
            from body in Gen.Elements(Whole, Short, $"> {Whole}", "/changegate approve", $"/changegate approve {Text.Digest.Of("x")}", "fine")
            from minute in Gen.Choose(1, 50)
            select Said(author, body, minute)).Select(all => all.DistinctBy(comment => comment.Id).ToArray());

        return from all in reviews from said in comments select Judging(all) with { Comments = [.. said] };
    }

    private static ReviewRequest Hearing(params Comment[] comments) => Request with { Comments = [.. comments] };

    /// <param name="minute">Counted from an hour before noon; also the comment's number.</param>
    private static Comment Said(Account? author, string body, int minute = 1) => new()
    {
        Id = minute,
        Author = author,
        Body = body,
        CreatedAt = Noon.AddHours(-1).AddMinutes(minute),
        UpdatedAt = Noon.AddHours(-1).AddMinutes(minute),
    };

    private static TestCaseData Case(string name, ReviewProblem problem, string because, Comment comment) => new TestCaseData(problem, because, comment).SetArgDisplayNames(name);

    private static TestCaseData History(string name, bool counts, Review[] reviews, Comment command) => new TestCaseData(counts, reviews, command).SetArgDisplayNames(name);
}
