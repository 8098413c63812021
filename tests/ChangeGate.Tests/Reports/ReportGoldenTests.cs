using ChangeGate.Decisions;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

internal sealed class ReportGoldenTests
{
    private static IEnumerable<TestCaseData> Judgements() =>
    [
        Case("allowed", SampleJudgements.Allowed),
        Case("pending", SampleJudgements.Pending),
        Case("denied", SampleJudgements.Denied),
        Case("unreadable", SampleJudgements.Unreadable),
        Case("hostile", SampleJudgements.Hostile),
        Case("rehearsed", SampleRehearsals.Proved),
        Case("rehearsed-allowed", SampleRehearsals.Allowed),
        Case("rehearsed-failing", SampleRehearsals.Failing),
        Case("rehearsed-hostile", SampleRehearsals.Hostile),
    ];

    [TestCaseSource(nameof(Judgements))]
    public void A_comment_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(MarkdownReport.Render(judgement, SampleJudgements.Written), $"{name}.md");

    [Test]
    public void A_comment_with_too_much_to_say_looks_like_its_golden_file() =>
        Golden.Check(MarkdownReport.Render(SampleJudgements.Huge, ReportOptions.Default), "huge.md");

    [TestCase("pending-review", false)]
    [TestCase("pending-words", true)]
    public void A_comment_where_reviews_count_looks_like_its_golden_file(string name, bool mustNameDigest) =>
        Golden.Check(MarkdownReport.Render(SampleJudgements.Pending, new ReportOptions { Reviews = new ReviewConsent(mustNameDigest) }), $"{name}.md");

    [Test]
    public void A_comment_on_several_targets_looks_like_its_golden_file() =>
        Golden.Check(MarkdownReport.RenderAll(SampleJudgements.Targets, SampleJudgements.Reviewed), "targets.md");

    [TestCaseSource(nameof(Deployments))]
    public void A_comment_on_a_deployment_looks_like_its_golden_file(string name) => Golden.Check(SampleJudgements.Deployments[name], $"{name}.md");

    [Test]
    public void A_comment_on_no_schema_change_looks_like_its_golden_file() =>
        Golden.Check(MarkdownReport.RenderNoChange(SampleJudgements.Reviewed), "no-change.md");

    [Test]
    public void A_comment_on_what_could_not_be_judged_looks_like_its_golden_file() =>
        Golden.Check(SampleJudgements.Problem, "problem.md");

    [Test]
    public void A_comment_with_the_smallest_limit_looks_like_its_golden_file() =>
        Golden.Check(MarkdownReport.Render(SampleJudgements.Huge, SampleJudgements.Reviewed, MarkdownReport.SmallestLimit), "smallest.md");

    [TestCaseSource(nameof(Judgements))]
    public void A_page_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(HtmlReport.Render(judgement, SampleJudgements.Written), $"{name}.html");

    [Test]
    public void A_comment_after_the_run_looks_like_its_golden_file() =>
        Golden.Check(MarkdownReport.Render(SampleJudgements.Approved, SampleJudgements.Ran), "ran.md");

    [Test]
    public void A_page_after_the_run_looks_like_its_golden_file() =>
        Golden.Check(HtmlReport.Render(SampleJudgements.Approved, SampleJudgements.Ran), "ran.html");

    [TestCaseSource(nameof(Judgements))]
    public void A_document_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(JsonReport.Write(judgement) + "\n", $"{name}.json");

    [TestCaseSource(nameof(Judgements))]
    public void A_terminal_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(string.Concat(ConsoleReport.Render(judgement, ReportOptions.Default).Select(line => line + "\n")), $"{name}.txt");

    private static IEnumerable<string> Deployments() => SampleJudgements.Deployments.Keys;

    private static TestCaseData Case(string name, Judgement judgement) => new TestCaseData(name, judgement).SetArgDisplayNames(name);
}
