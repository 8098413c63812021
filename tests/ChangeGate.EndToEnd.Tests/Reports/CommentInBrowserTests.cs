using ChangeGate.Reports;
using ChangeGate.TestKit;
using Markdig;
using Microsoft.Playwright;

namespace ChangeGate.EndToEnd.Tests.Reports;

/// <summary>The comment as a tired reviewer meets it on a phone, dressed as its host dresses it.</summary>
[Category("Browser")]
internal sealed class CommentInBrowserTests
{
    private const int PhoneWidth = 390;

    private const int PhoneHeight = 844;

    private const string Style =
        """
        <style>body{font:16px/1.5 "Noto Sans",Helvetica,Arial,sans-serif;margin:16px;overflow-wrap:break-word}table{display:block;width:max-content;max-width:100%;overflow:auto;border-collapse:collapse}
        th,td{padding:6px 13px;border:1px solid #d1d9e0}code{font:85% monospace;padding:.2em .4em}pre{overflow:auto}h3{font-size:1.25em;margin:24px 0 16px}p,table,ul,details{margin:0 0 16px}</style>
        """;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().UseAlertBlocks().Build();

    private static (string Comment, string[] FirstScreen)[] Comments() =>
    [
        (MarkdownReport.Render(SampleJudgements.Pending, SampleJudgements.Reviewed), ["approval needed", "1 approval from team dba", "To approve:", "loses stored values"]),
        (MarkdownReport.Render(SampleJudgements.Denied, SampleJudgements.Reviewed), ["denied", "A migration that has run may not change."]),
        (MarkdownReport.Render(SampleJudgements.Allowed, SampleJudgements.Reviewed), ["allowed", "Adds table coupon"]),
        (MarkdownReport.RenderAll(SampleJudgements.Targets, SampleJudgements.Reviewed), ["denied · 3 targets", "A migration that has run may not change.", "1 approval from team dba", "To approve:"]),
        (SampleJudgements.Deployments["held"], ["approval needed for production", "1 approval from team dba", "To approve:"]),
        (SampleJudgements.Deployments["deployed"], ["applied to production", "1 approval counts"]),
        (SampleJudgements.Deployments["failed"], ["failed on production"]),
        (SampleJudgements.Deployments["rollback-asked"], ["a rollback on production needs an approval", "0012_drop_note.sql", "To approve:"]),
        (SampleJudgements.Deployments["rolled-back"], ["rolled back on production", "0012_drop_note.sql"]),
        (SampleJudgements.Problem, ["could not be judged", "Remedy:"]),
    ];

    [Test]
    public async Task The_first_screen_of_a_phone_says_whether_it_may_go_in_why_not_and_who_must_do_what()
    {
        await using var browser = await OpenBrowser.StartAsync();

        foreach (var (comment, firstScreen) in Comments())
        {
            var page = await OpenAsync(browser, comment);
            var seen = await page.Page.EvaluateAsync<string>(
                "height => [...document.querySelectorAll('h3,p,li,td')].filter(e => { const r = e.getBoundingClientRect(); return r.bottom <= height && r.left < innerWidth; }).map(e => e.innerText).join('\\n')", PhoneHeight);

            Assert.That(firstScreen.Where(words => !seen.Contains(words, StringComparison.Ordinal)), Is.Empty, comment.Split('\n')[1]);
        }
    }

    [Test]
    public async Task A_comment_fits_the_width_of_a_phone()
    {
        await using var browser = await OpenBrowser.StartAsync();

        foreach (var (comment, _) in Comments())
        {
            var page = await OpenAsync(browser, comment);
            await page.UnfoldAsync();

            await Assert.ThatAsync(() => page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(PhoneWidth), comment.Split('\n')[1]);
        }
    }

    private static Task<OpenedPage> OpenAsync(OpenBrowser browser, string comment) => browser.OpenAsync(
        $"<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{Style}{Markdown.ToHtml(comment, Pipeline)}",
        new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = PhoneWidth, Height = PhoneHeight } });
}
