using System.Security.Cryptography;
using System.Text;
using ChangeGate.Failures;

namespace ChangeGate.GitHub.Connection;

/// <summary>As whom GitHub is spoken to.</summary>
public abstract class Credentials
{
    private protected Credentials()
    {
    }

    /// <summary>A workflow's <c>GITHUB_TOKEN</c>, or a person's token.</summary>
    public static Credentials OfToken(string token) => new TokenCredentials(token);

    /// <summary>One installation of a GitHub App, with all permissions that it has.</summary>
    public static Credentials OfInstallation(AppKey app, long installation) => new InstallationCredentials(app, installation);

    /// <summary>Names whose answers these are without telling the secret: answers for one are never shown to another.</summary>
    internal abstract string Scope { get; }

    public sealed override string ToString() => "(credentials)";
}

internal sealed class TokenCredentials : Credentials
{
    public TokenCredentials(string token)
    {
        if (string.IsNullOrWhiteSpace(token) || token.Trim().Any(static character => character is <= ' ' or > '~'))
        {
            throw new GateException("The GitHub token is empty, or holds characters that no token has.", "Pass the workflow's token: `GITHUB_TOKEN: ${{ github.token }}`.");
        }

        AccessToken = new AccessToken(token.Trim());
        Scope = $"token:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AccessToken.Value)))}";
    }

    public AccessToken AccessToken { get; }

    internal override string Scope { get; }
}

/// <summary>The App itself, which may do little more than fetch tokens of its installations.</summary>
internal sealed class AppCredentials(AppKey app) : Credentials
{
    public AppKey App { get; } = app;

    internal override string Scope => App.Scope;
}

internal sealed class InstallationCredentials(AppKey app, long installation) : Credentials
{
    public AppKey App { get; } = app;

    public long Installation { get; } = installation;

    internal override string Scope { get; } = $"installation:{installation}";
}
