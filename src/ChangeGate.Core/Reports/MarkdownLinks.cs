namespace ChangeGate.Reports;

/// <summary>Addresses come from the configuration, and still no other kind than a plain web address becomes a link.</summary>
internal static class MarkdownLinks
{
    public static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
        && url.All(c => char.IsAsciiLetterOrDigit(c) || "-._~:/?#@!$&+,;=%".Contains(c, StringComparison.Ordinal));
}
