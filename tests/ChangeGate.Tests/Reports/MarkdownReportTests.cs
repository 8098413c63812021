using System.Text;
using ChangeGate.Decisions;
using ChangeGate.Reports;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

internal sealed class MarkdownReportTests
{
    private const int HostsLimit = 65_536;

    [TestCase("x")]
    [TestCase("\u202E")]
    [TestCase("`")]
    [TestCase("名")]
    [TestCase("<&")]
    public void However_long_names_are_the_comment_fits_and_keeps_its_verdict(string letter)
    {
        var comment = MarkdownReport.Render(SampleJudgements.Named(string.Concat(Enumerable.Repeat(letter, 100_000))), SampleJudgements.Ran);

        Assert.That(Encoding.UTF8.GetByteCount(comment), Is.LessThan(HostsLimit));
        Assert.That(comment, Does.Contain("### ● ChangeGate: approval needed · risk 72 high").And.Contain("**Needs:** 1 approval from team `dba`"));
    }

    [Test]
    public void What_is_left_out_is_said()
    {
        var comment = MarkdownReport.Render(SampleJudgements.Huge, ReportOptions.Default);

        Assert.That(Encoding.UTF8.GetByteCount(comment), Is.LessThan(HostsLimit));
        Assert.That(comment, Does.Contain("approval needed").And.Contain("The 10 of most concern, of 300.").And.Match(@"\*\*Left out, because a comment has a limit:\*\* \d+ × finding"));
    }

    [Test]
    public void The_table_shows_the_worst_first_when_it_cannot_show_all()
    {
        var comment = MarkdownReport.Render(SampleJudgements.Huge, ReportOptions.Default);

        Assert.That(comment.Split('\n').Count(line => line.StartsWith("| ✖ |", StringComparison.Ordinal)), Is.EqualTo(10));
    }

    [Test]
    public void A_clean_change_takes_two_lines() =>
        Assert.That(MarkdownReport.Render(SampleJudgements.Allowed, ReportOptions.Default).Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => !line.StartsWith("<!--", StringComparison.Ordinal)), Is.EqualTo(2));

    [TestCase(Verdict.Allowed, "✔ ChangeGate: allowed")]
    [TestCase(Verdict.Pending, "● ChangeGate: approval needed")]
    [TestCase(Verdict.Denied, "✖ ChangeGate: denied")]
    public void The_verdict_stands_first(Verdict verdict, string words)
    {
        var judgement = SampleJudgements.Pending with { Decision = SampleJudgements.Pending.Decision with { Verdict = verdict } };

        Assert.That(MarkdownReport.Render(judgement, ReportOptions.Default).Split('\n')[1], Does.StartWith($"### {words}"));
    }

    [Test]
    public void The_digest_to_compare_stands_above_the_folds()
    {
        var comment = MarkdownReport.Render(SampleJudgements.Pending, ReportOptions.Default);

        Assert.That(comment[..comment.IndexOf("<details>", StringComparison.Ordinal)], Does.Contain(SampleJudgements.Pending.Assessment.Digest.Short));
    }
}
