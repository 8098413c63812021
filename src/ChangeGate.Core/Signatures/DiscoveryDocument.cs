using System.Diagnostics.CodeAnalysis;

namespace ChangeGate.Signatures;

/// <summary>What an issuer publishes of itself (OpenID Connect Discovery): only where its keys are is read.</summary>
public static class DiscoveryDocument
{
    public static Uri AddressOf(string issuer) => new($"{issuer.TrimEnd('/')}/.well-known/openid-configuration");

    /// <param name="problem">What is wrong with the answer, to stand after its address.</param>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, string issuer, [NotNullWhen(true)] out Uri? keys, [NotNullWhen(false)] out string? problem)
    {
        keys = null;

        if (!StrictJson.TryParse(utf8, out var root, out problem))
        {
            return false;
        }

        try
        {
            if (root.Text("issuer") != issuer)
            {
                throw new FormatException("speaks of another issuer");
            }

            keys = Uri.TryCreate(root.Text("jwks_uri"), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address : throw new FormatException("has a `jwks_uri` that is no address of https");
            return true;
        }
        catch (FormatException failure)
        {
            problem = failure.Message;
            return false;
        }
    }
}
