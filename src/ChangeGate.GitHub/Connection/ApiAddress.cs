using ChangeGate.Failures;

namespace ChangeGate.GitHub.Connection;

/// <summary>Where GitHub's API answers: <c>https://api.github.com</c>, or <c>https://HOST/api/v3</c> of a GitHub Enterprise Server.</summary>
public sealed record ApiAddress
{
    private const string ApiHost = "api.";

    private ApiAddress(Uri root)
    {
        Root = root;

        // An Enterprise Server answers queries beside its API, github.com below it.
        var isEnterprise = root.AbsolutePath.EndsWith("/api/v3/", StringComparison.Ordinal);
        Queries = isEnterprise ? new Uri(root, "../graphql") : new Uri(root, "graphql");
        Pages = isEnterprise ? new Uri(root, "/") : new Uri($"{root.Scheme}://{(root.Host.StartsWith(ApiHost, StringComparison.OrdinalIgnoreCase) ? root.Authority[ApiHost.Length..] : root.Authority)}/");
    }

    public static ApiAddress GitHubCom { get; } = new(new Uri("https://api.github.com/"));

    /// <summary>Ends with a slash.</summary>
    public Uri Root { get; }

    /// <summary>Where GraphQL is answered.</summary>
    public Uri Queries { get; }

    /// <summary>Where people read: <c>https://github.com/</c>.</summary>
    public Uri Pages { get; }

    /// <param name="written">As <c>GITHUB_API_URL</c> says it; null or empty means github.com.</param>
    public static ApiAddress Read(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return GitHubCom;
        }

        if (!Uri.TryCreate(written.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var root) || root.UserInfo.Length > 0 || root.Query.Length > 0 || root.Fragment.Length > 0)
        {
            throw new GateException("GITHUB_API_URL is not the address of an API.", "Write `https://api.github.com`, or `https://HOST/api/v3` for a GitHub Enterprise Server.");
        }

        // A token that travels unencrypted is everybody's token.
        return root.Scheme == Uri.UriSchemeHttps || (root.Scheme == Uri.UriSchemeHttp && root.IsLoopback)
            ? new ApiAddress(root)
            : throw new GateException($"GITHUB_API_URL is `{root.GetLeftPart(UriPartial.Authority)}`, which is not encrypted.", "Write an address that begins with `https://`.");
    }

    /// <summary>An address of this very API: a token goes nowhere else.</summary>
    public bool Includes(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && Uri.Compare(address, Root, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
        && (address.AbsolutePath.StartsWith(Root.AbsolutePath, StringComparison.Ordinal) || address == Queries);
}
