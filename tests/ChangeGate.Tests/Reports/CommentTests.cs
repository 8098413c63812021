using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Reports;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Reports;

/// <summary>What a comment on a pull request says beside one judgement: several targets, none, and how to approve.</summary>
internal sealed class CommentTests
{
    private static readonly ReportOptions Reviewed = new() { Reviews = new ReviewConsent(MustNameDigest: false), CommentKey = "pull" };

    private static readonly ReportOptions Named = new() { Reviews = new ReviewConsent(MustNameDigest: true), CommentKey = "pull" };

    [Test]
    public void The_strictest_target_stands_first()
    {
        var comment = MarkdownReport.RenderAll([SampleJudgements.Of("a", SampleJudgements.Allowed), SampleJudgements.Of("b", SampleJudgements.Pending), SampleJudgements.Of("c", SampleJudgements.Denied)], Reviewed);

        Assert.That(comment.Split('\n')[1], Is.EqualTo("### ✖ ChangeGate: denied · 3 targets"));
        Assert.That(comment.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Take(3).Select(line => line[..5]), Is.EqualTo(["- ✖ `", "- ● `", "- ✔ `"]));
        Assert.That(comment.IndexOf("#### ✖ `c`", StringComparison.Ordinal), Is.Positive.And.LessThan(comment.IndexOf("#### ● `b`", StringComparison.Ordinal)));
    }

    [Test]
    public void A_target_for_which_nothing_is_proposed_is_not_shown() =>
        Assert.That(MarkdownReport.RenderAll([Empty("users"), SampleJudgements.Pending], Reviewed), Is.EqualTo(MarkdownReport.Render(SampleJudgements.Pending, Reviewed)));

    [Test]
    public void A_target_for_which_nothing_is_proposed_and_that_is_denied_is_shown() =>
        Assert.That(MarkdownReport.RenderAll([Empty("users") with { Decision = SampleJudgements.Denied.Decision }, SampleJudgements.Pending], Reviewed), Does.Contain("✖ `users`"));

    [Test]
    public void Nothing_proposed_is_said_as_no_schema_change() =>
        Assert.That(MarkdownReport.RenderAll([Empty("users"), Empty("shop")], Reviewed), Is.EqualTo(MarkdownReport.RenderNoChange(Reviewed)));

    [Test]
    public void Each_key_has_a_marker_of_its_own()
    {
        string[] keys = ["shop", "shop2", "sh op", "shop ", "shöp", "-->", "a/b.c_d", new string('x', 100), new string('x', 101), ""];

        Assert.That(keys.Select(MarkdownReport.Marker), Is.Unique.And.All.Match("^<!-- changegate:v1 key=[A-Za-z0-9_./]+ -->$"));
    }

    [Test]
    public void Where_reviews_count_it_says_whose_and_whose_not()
    {
        var comment = MarkdownReport.Render(SampleJudgements.Pending, Reviewed);

        Assert.That(comment, Does.Contain("**To approve:** give this pull request an ordinary approving review.")
            .And.Contain("**Whose review counts:** team `dba`").And.Contain("**Whose does not:** `Kim`, because nobody approves their own work.").And.Contain("the person in whose name an agent works, bots and Apps never count")
            .And.Contain($"\n/changegate approve {SampleJudgements.Pending.Assessment.Digest.Hex}\n").And.Not.Contain("--key"));
    }

    [Test]
    public void Where_the_digest_is_asked_for_in_words_it_gives_the_words() =>
        Assert.That(MarkdownReport.Render(SampleJudgements.Pending, Named), Does.Contain($"an approving review, or a comment, that says `/changegate approve {SampleJudgements.Pending.Assessment.Digest.Hex[..12]}`"));

    [Test]
    public void Who_proposes_is_told_with_what_it_rests_on()
    {
        var assessment = SampleJudgements.Pending.Assessment;
        var agent = SampleJudgements.Pending with
        {
            Assessment = assessment with
            {
                Set = assessment.Set with { Authorship = new Authorship(AuthorKind.Agent, ["Copilot"]) { Evidence = ["the pull request was opened by the bot `Copilot` (GitHub attests to it)"] } },
            },
        };

        Assert.That(MarkdownReport.Render(agent, Reviewed), Does.Contain("Author: an agent (<code>Copilot</code>)").And.Contain("- The pull request was opened by the bot `Copilot` (GitHub attests to it)"));
    }

    [Test]
    public void A_problem_is_told_with_its_remedy_and_shows_no_secret()
    {
        var comment = MarkdownReport.RenderProblem("The server refused 'postgres://app:hunter2@db/shop'.", "Give the role `changegate` the right to connect.", Reviewed);

        Assert.That(comment, Does.Contain("✖ ChangeGate: could not be judged").And.Contain("**Remedy:** Give the role `changegate`").And.Not.Contain("hunter2"));
    }

    [Test]
    public void SQL_that_is_too_long_ends_behind_a_whole_statement_and_says_how_many_are_missing()
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var script = dialect.Read(new SourceText("0001.sql", string.Concat(Enumerable.Range(0, 400).Select(index => $"CREATE TABLE table_{index} (id bigint, note text);\n"))));
        var (before, after) = (SchemaState.Start(dialect).Snapshot, SchemaState.Start(dialect).Apply(script).Snapshot);
        var judgement = SampleJudgements.Pending with { Assessment = SampleJudgements.Pending.Assessment with { Before = before, After = after, Diff = SchemaComparison.Compare(before, after, dialect) } };

        var part = MarkdownReport.Render(judgement, SampleJudgements.Written).Split("Schema change as SQL</summary>")[1].Split("</details>")[0];
        var shown = part.Split("CREATE TABLE").Length - 1;

        Assert.That(shown, Is.InRange(50, 399));
        Assert.That(part.TrimEnd(), Does.EndWith($");\n```\n\nAnd {400 - shown} more statements."));
    }

    private static Judgement Empty(string name) => SampleJudgements.Of(name, SampleJudgements.Allowed) is var judgement
        ? judgement with { Assessment = judgement.Assessment with { Migrations = [], Findings = [], Set = judgement.Assessment.Set with { Proposed = [] } } }
        : judgement;
}
