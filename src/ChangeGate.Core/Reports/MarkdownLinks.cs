namespace ChangeGate.Reports;

/// <summary>Addresses come from the configuration, and still no other kind than a plain web address becomes a link.</summary>
internal static class MarkdownLinks
{
    public static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
        && url.All(c => char.IsAsciiLetterOrDigit(c) || "-._~:/?#@!$&+,;=%".Contains(c, StringComparison.Ordinal));

    /// <summary>Where everything can be read that a comment has no room for.</summary>
    public static string Whole(string? url, int longest) =>
        url is not null && url.Length <= longest && IsSafe(url) ? $"[the whole report]({url})" : "the whole report (HTML or JSON)";
}
