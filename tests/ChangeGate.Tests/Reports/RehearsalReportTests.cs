using System.Text;
using ChangeGate.Decisions;
using ChangeGate.Reports;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

/// <summary>A rehearsal by itself, without a judgement.</summary>
internal sealed class RehearsalReportTests
{
    private static IEnumerable<TestCaseData> Rehearsals() =>
        new (string Name, Judgement Judgement)[] { ("rehearsal", SampleRehearsals.Proved), ("rehearsal-failing", SampleRehearsals.Failing), ("rehearsal-hostile", SampleRehearsals.Hostile) }
            .Select(static one => new TestCaseData(one.Name, one.Judgement).SetArgDisplayNames(one.Name));

    [TestCaseSource(nameof(Rehearsals))]
    public void A_page_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(RehearsalPage.Render(SampleRehearsals.ReportOf(judgement), "shop", SampleJudgements.Noon), $"{name}.html");

    [TestCaseSource(nameof(Rehearsals))]
    public void A_comment_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(RehearsalComment.Render(SampleRehearsals.ReportOf(judgement), "shop"), $"{name}.md");

    [TestCaseSource(nameof(Rehearsals))]
    public void A_terminal_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(string.Concat(SampleRehearsals.ReportOf(judgement).Migrations.SelectMany(migration => Reports(migration))), $"{name}.txt");

    [Test]
    public void A_name_changes_no_tag_of_a_page_and_adds_no_script() =>
        HostileNames.Each(30, name =>
        {
            var page = RehearsalPage.Render(SampleRehearsals.ReportOf(SampleRehearsals.Named(name)), name, null);

            Assert.That(Markup.Of(page).Tags.Where(static tag => tag.StartsWith("<script", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("<img", StringComparison.OrdinalIgnoreCase)), Is.Empty);
            Assert.That(Markup.Of(page).Tags.Count(static tag => tag == "<section"), Is.EqualTo(Markup.Of(RehearsalPage.Render(SampleRehearsals.ReportOf(SampleRehearsals.Named("plain")), "plain", null)).Tags.Count(static tag => tag == "<section")));
        });

    [TestCase(2_000)]
    [TestCase(10_000)]
    [TestCase(MarkdownReport.Limit)]
    public void A_comment_fits_its_limit_and_says_what_it_leaves_out(int limit)
    {
        var comment = RehearsalComment.Render(SampleRehearsals.ReportOf(SampleRehearsals.Many(500)), "shop", limit);

        Assert.That(Encoding.UTF8.GetByteCount(comment), Is.LessThanOrEqualTo(limit));
        Assert.That(comment, Does.Contain("Left out, because a comment has a limit"));
    }

    private static IEnumerable<string> Reports(ChangeGate.Rehearsals.MigrationRehearsal migration) => ChangeGate.Reports.Terminal.ConsoleRehearsal.Render(migration).Select(static line => line + "\n");
}
