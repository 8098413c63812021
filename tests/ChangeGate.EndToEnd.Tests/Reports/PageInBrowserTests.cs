using ChangeGate.Decisions;
using ChangeGate.Reports;
using ChangeGate.TestKit;
using Microsoft.Playwright;

namespace ChangeGate.EndToEnd.Tests.Reports;

/// <summary>The report as a person meets it.</summary>
[Category("Browser")]
internal sealed class PageInBrowserTests
{
    private const int PhoneWidth = 390;

    /// <summary>Each visible text with its contrast against what is painted behind it, where that is under 4.5.</summary>
    private const string PoorContrasts =
        """
        () => {
          const parse = colour => { const n = (colour.match(/[\d.]+/g) || []).map(Number); return { r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1 }; };
          const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
          const luminance = c => 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
          const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
          const behind = element => {
            const svg = element.closest('svg');
            if (svg) {
              const box = element.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
              const painted = [...svg.querySelectorAll('rect')].filter(rect => { const r = rect.getBoundingClientRect(); return r.left <= x && x <= r.right && r.top <= y && y <= r.bottom && getComputedStyle(rect).fill !== 'none'; });
              if (painted.length) return parse(getComputedStyle(painted[painted.length - 1]).fill);
            }
            for (let e = svg || element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a > 0) return c; }
            return { r: 255, g: 255, b: 255, a: 1 };
          };
          const poor = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || element.closest('title,style') || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            const ratio = contrast(parse(element.closest('svg') ? style.fill : style.color), behind(element));
            if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} "${node.data.trim().slice(0, 40)}" ${element.tagName}.${element.getAttribute('class') || ''}`);
          }
          return poor;
        }
        """;

    private static (string Name, Judgement Judgement, ReportOptions Options)[] Pages() =>
    [
        ("allowed", SampleJudgements.Allowed, ReportOptions.Default),
        ("pending", SampleJudgements.Pending, ReportOptions.Default),
        ("denied", SampleJudgements.Denied, ReportOptions.Default),
        ("ran", SampleJudgements.Approved, SampleJudgements.Ran),
        ("rehearsed", SampleRehearsals.Proved, ReportOptions.Default),
        ("rehearsed and failing", SampleRehearsals.Failing, ReportOptions.Default),
        ("hostile", SampleRehearsals.Hostile, ReportOptions.Default),
        ("long names", SampleRehearsals.Named(new string('n', 500)), ReportOptions.Default),
    ];

    [Test]
    public async Task A_page_asks_for_nothing_and_needs_no_script()
    {
        await using var browser = await OpenBrowser.StartAsync();

        foreach (var (name, judgement, options) in Pages())
        {
            var page = await browser.OpenAsync(HtmlReport.Render(judgement, options), new BrowserNewContextOptions { JavaScriptEnabled = false });

            await Assert.ThatAsync(() => page.Page.Locator("h1").InnerTextAsync(), Is.Not.Empty, name);
            Assert.That(page.Requests, Is.Empty, name);
            Assert.That(page.Complaints, Is.Empty, name);
        }
    }

    [Test]
    public async Task A_page_fits_the_width_of_a_phone()
    {
        await using var browser = await OpenBrowser.StartAsync();

        foreach (var (name, judgement, options) in Pages())
        {
            var page = await browser.OpenAsync(HtmlReport.Render(judgement, options), new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = PhoneWidth, Height = 844 } });
            await page.UnfoldAsync();

            await Assert.ThatAsync(() => page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(PhoneWidth), name);
        }
    }

    [Test]
    public async Task Every_text_stands_out_from_what_is_behind_it([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        await using var browser = await OpenBrowser.StartAsync();

        foreach (var (name, judgement, options) in Pages())
        {
            var page = await browser.OpenAsync(HtmlReport.Render(judgement, options), new BrowserNewContextOptions { ColorScheme = scheme });
            await page.UnfoldAsync();
            await Assert.ThatAsync(() => page.Page.EvaluateAsync<string[]>(PoorContrasts), Is.Empty, name);

            await page.Page.SetViewportSizeAsync(PhoneWidth, 844);
            await Assert.ThatAsync(() => page.Page.EvaluateAsync<string[]>(PoorContrasts), Is.Empty, $"{name}, on a phone");
        }
    }

    [Test]
    public async Task What_is_folded_opens_by_keyboard()
    {
        await using var browser = await OpenBrowser.StartAsync();
        var page = await browser.OpenAsync(HtmlReport.Render(SampleJudgements.Pending, ReportOptions.Default), new BrowserNewContextOptions { JavaScriptEnabled = false });
        var folded = page.Page.Locator("#migrations details").Nth(1);
        var summary = folded.Locator("summary");

        for (var presses = 0; presses < 60 && !await summary.EvaluateAsync<bool>("element => element === document.activeElement"); presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        await page.Page.Keyboard.PressAsync("Enter");

        await Assert.ThatAsync(() => folded.GetAttributeAsync("open"), Is.Not.Null);
        await Assert.ThatAsync(() => folded.Locator("h3").IsVisibleAsync(), Is.True);
    }

    [Test]
    public async Task On_paper_everything_is_unfolded()
    {
        await using var browser = await OpenBrowser.StartAsync();
        var page = await browser.OpenAsync(HtmlReport.Render(SampleJudgements.Pending, ReportOptions.Default), new BrowserNewContextOptions());
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assert.ThatAsync(() => page.Page.Locator("#rollback pre").Last.IsVisibleAsync(), Is.True);
    }
}
