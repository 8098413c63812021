using ChangeGate.TestKit;
using Microsoft.Playwright;

namespace ChangeGate.EndToEnd.Tests.Reports;

/// <summary>The Chromium that the machine has, and the pages of ours that it opened.</summary>
internal sealed class OpenBrowser : IAsyncDisposable
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium", "/opt/google/chrome/chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private readonly TemporaryDirectory _folder = new();

    private readonly IPlaywright _playwright;

    private readonly IBrowser _browser;

    private OpenBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<OpenBrowser> StartAsync()
    {
        var chromium = FindChromium();
        var playwright = await Playwright.CreateAsync();

        return new OpenBrowser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    public async Task<OpenedPage> OpenAsync(string html, BrowserNewContextOptions options)
    {
        var address = new Uri(_folder.Write("report.html", html)).AbsoluteUri;
        var opened = new OpenedPage(await (await _browser.NewContextAsync(options)).NewPageAsync());
        await opened.Page.GotoAsync(address);
        opened.Requests.Remove(address);

        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _folder.Dispose();
    }

    private static string FindChromium()
    {
        var named = Environment.GetEnvironmentVariable("CHANGEGATE_TEST_CHROMIUM");
        var found = Places.Prepend(named).FirstOrDefault(File.Exists);

        Assert.That(found, Is.Not.Null, "There is no Chromium on this machine. Install it (Debian: apt-get install chromium), or name it in CHANGEGATE_TEST_CHROMIUM.");
        return found!;
    }
}
