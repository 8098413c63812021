using System.Text;
using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Reports;
using ChangeGate.TestKit;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>What a check says of several pull requests at once.</summary>
internal sealed class BranchTextTests
{
    [Test]
    public void Each_pull_request_has_its_own_answer() =>
        Golden.Check(BranchText.Of(new BranchResult("merge group of 3 changes", [Step(7, SampleJudgements.Allowed), Step(8, SampleJudgements.Pending), Step(9)], Failure: null), MarkdownReport.Limit), "merge-group.md");

    [Test]
    public void What_came_by_no_pull_request_is_not_said_to_be_open_to_reviews() =>
        Golden.Check(BranchText.Of(new BranchResult("push to main", [Step(null, SampleJudgements.Pending)], Failure: null), MarkdownReport.Limit), "push.md");

    [Test]
    public void A_group_that_cannot_be_taken_apart_says_only_why() =>
        Golden.Check(BranchText.Of(new BranchResult("merge group", [], new GateException("The merge group is held back: two of its commits claim to be the same pull request.", "Queue them again.")), MarkdownReport.Limit), "held-back.md");

    [Test]
    public void One_that_could_not_be_judged_holds_all_of_them()
    {
        var result = new BranchResult("merge group of 2 changes", [Step(7, SampleJudgements.Allowed), Step(8) with { Result = new PullRequestResult(null, [], new GateException("It is a link.", "Commit the script.")) }], Failure: null);

        Assert.That((result.ExitCode, BranchText.Check(result).Output!.Title), Is.EqualTo((ExitCode.CannotDecide, "Could not be judged")));
    }

    [TestCase(2)]
    [TestCase(20)]
    public void Many_large_ones_fit_and_all_are_named(int count)
    {
        var text = BranchText.Of(new BranchResult("push to `a|b` @acme/dba <b>", [.. Enumerable.Range(1, count).Select(number => Step(number, SampleJudgements.Hostile))], Failure: null), MarkdownReport.Limit);

        Assert.That(Encoding.UTF8.GetByteCount(text), Is.LessThanOrEqualTo(MarkdownReport.Limit));
        Assert.That(Enumerable.Range(1, count).Where(number => !text.Contains($"* pull request #{number}: Approval needed", StringComparison.Ordinal)), Is.Empty);
        Assert.That(text.Split('\n')[0], Does.Not.Contain("<b>").And.Not.Contains("@acme").And.Not.Contains("|"));
    }

    private static StepResult Step(int? number, params Judgement[] judgements)
    {
        var pullRequest = number is { } known
            ? new PullRequest { Number = known, Title = "", Body = "", IsOpen = true, IsDraft = false, HeadCommit = "", HeadBranch = "", BaseCommit = "", BaseBranch = "" }
            : null;

        return new StepResult(new BranchStep("", "0123456789abcdef", pullRequest), new PullRequestResult(pullRequest, judgements, Failure: null));
    }
}
