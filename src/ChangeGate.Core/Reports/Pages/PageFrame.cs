namespace ChangeGate.Reports.Pages;

/// <summary>What every page has: no script, no request, no font, and a policy of its own that forbids them.</summary>
internal static class PageFrame
{
    /// <param name="title">Of the window.</param>
    /// <param name="band">The first screen.</param>
    /// <param name="sections">Below it, each with the name by which it is linked to.</param>
    /// <param name="foot">The last words.</param>
    public static string Render(string title, Html band, IReadOnlyList<(string Id, string Title, Html Body)> sections, Html foot)
    {
        Html page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{PageStyle.Digest}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{title}</title>
            <style>{Style}</style>
            </head>
            <body>
            {band}
            <nav aria-label="Sections"><ul>{sections.Select(section => (Html)$"<li><a href=\"#{section.Id}\">{section.Title}</a></li>")}</ul></nav>
            <main>
            {sections.Select(section => (Html)$"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\"><h2 id=\"{section.Id}-title\">{section.Title}</h2>\n{section.Body}\n</section>\n")}
            </main>
            {foot}
            </body>
            </html>

            """;
        return page.ToString();
    }

    private static Html Style
    {
        get
        {
            Html style = $"";
            style.AppendLiteral(PageStyle.Sheet);
            return style;
        }
    }
}
