namespace ChangeGate.GitHub.Connection;

/// <summary>Where the next page is, in GitHub's own words: pages are followed, never computed.</summary>
internal static class LinkHeader
{
    /// <summary>null on the last page.</summary>
    /// <exception cref="FormatException">The link leads out of the API.</exception>
    public static Uri? Next(string? header, ApiAddress address)
    {
        foreach (var link in (header ?? "").Split(','))
        {
            var parts = link.Split(';', StringSplitOptions.TrimEntries);

            if (!parts.Skip(1).Any(static part => part is "rel=\"next\"" or "rel=next"))
            {
                continue;
            }

            return Uri.TryCreate(parts[0].Trim('<', '>'), UriKind.Absolute, out var next) && address.Includes(next)
                ? next
                : throw new FormatException("a next page outside of the API");
        }

        return null;
    }
}
