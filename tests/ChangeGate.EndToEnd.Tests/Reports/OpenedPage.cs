using Microsoft.Playwright;

namespace ChangeGate.EndToEnd.Tests.Reports;

/// <summary>A page, and what it did while it was read.</summary>
internal sealed class OpenedPage
{
    public OpenedPage(IPage page)
    {
        Page = page;
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Console += (_, message) => Complaints.Add(message.Text);
    }

    public IPage Page { get; }

    /// <summary>Everything that was asked for beside the file itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What the browser complained about: above all, what the page's own policy forbade.</summary>
    public List<string> Complaints { get; } = [];

    public Task UnfoldAsync() => Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
}
