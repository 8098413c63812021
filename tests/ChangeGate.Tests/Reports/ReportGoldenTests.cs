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
    ];

    [TestCaseSource(nameof(Judgements))]
    public void A_comment_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(MarkdownReport.Render(judgement, ReportOptions.Default), $"{name}.md");

    [Test]
    public void A_comment_with_too_much_to_say_looks_like_its_golden_file() =>
        Golden.Check(MarkdownReport.Render(SampleJudgements.Huge, ReportOptions.Default), "huge.md");

    [TestCaseSource(nameof(Judgements))]
    public void A_page_looks_like_its_golden_file(string name, Judgement judgement) =>
        Golden.Check(HtmlReport.Render(judgement, ReportOptions.Default), $"{name}.html");

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

    private static TestCaseData Case(string name, Judgement judgement) => new TestCaseData(name, judgement).SetArgDisplayNames(name);
}
