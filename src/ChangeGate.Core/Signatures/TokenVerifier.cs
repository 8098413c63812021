using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>
/// Checks the OIDC token of a CI (a JWS in its compact form, RFC 7515 and 7519). The keys say which algorithm may be used, never the token; nothing in
/// it may bring a key of its own; whatever is written twice, is missing, or means something that is not understood here refuses it.
/// </summary>
public static class TokenVerifier
{
    /// <summary>Clocks differ by so much.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public const int LongestToken = 16 * 1024;

    /// <summary>A token that lives longer is no proof of who runs now.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private static readonly DateTimeOffset LastMoment = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Header members that would bring a key, or change what the signature is over.</summary>
    private static readonly string[] Refused = ["crit", "b64", "jku", "jwk", "x5u", "x5c", "zip", "enc"];

    /// <param name="problem">Why it does not count, as a sentence; never holds the token.</param>
    public static bool TryVerify(string token, TokenTrust trust, DateTimeOffset now, [NotNullWhen(true)] out IdentityToken? verified, [NotNullWhen(false)] out string? problem)
    {
        verified = null;

        try
        {
            verified = Verify(token, trust, now);
            problem = null;
            return true;
        }
        catch (FormatException failure)
        {
            problem = $"The token {failure.Message}.";
            return false;
        }
    }

    /// <summary>Whose token it says it is, before anything of it is checked: to find the keys. null where it is no token.</summary>
    public static string? ClaimedIssuer(string token)
    {
        try
        {
            return Cut(token).Claims.Text("iss");
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IdentityToken Verify(string token, TokenTrust trust, DateTimeOffset now)
    {
        var (header, claims, signed, signature) = Cut(token);
        var name = header.Text("alg");

        if (!TokenAlgorithms.TryRead(name, out var algorithm))
        {
            throw new FormatException("is signed in a way that does not count here: only RS256, PS256 and ES256 do");
        }

        if (Refused.FirstOrDefault(member => header.TryGetProperty(member, out _)) is { } refused)
        {
            throw new FormatException($"has a header with `{refused}`");
        }

        if (header.TryGetProperty("typ", out var type) && !string.Equals(type.AsText("typ"), "JWT", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("is of another type than `JWT`");
        }

        var id = header.Text("kid");
        var key = trust.Keys.Find(id) ?? throw new FormatException("is signed by a key that is not among the issuer's");

        if (!key.Verifies(algorithm, signed, signature))
        {
            throw new FormatException("has a signature that its issuer's key did not make");
        }

        return Read(claims, trust, now, new Seal(algorithm, key, Digest.Of(token)));
    }

    private static IdentityToken Read(JsonElement claims, TokenTrust trust, DateTimeOffset now, Seal seal)
    {
        if (claims.Text("iss") != trust.Issuer)
        {
            throw new FormatException("is of another issuer");
        }

        if (Audience(claims.Member("aud")) != trust.Audience)
        {
            throw new FormatException($"is not made for `{trust.Audience}` alone");
        }

        var (issued, expires) = (Moment(claims, "iat"), Moment(claims, "exp"));
        DateTimeOffset? notBefore = claims.TryGetProperty("nbf", out _) ? Moment(claims, "nbf") : null;

        if (expires <= now - Skew)
        {
            throw new FormatException($"expired at {Timestamp.Write(expires)}");
        }

        if (issued > now + Skew || notBefore > now + Skew)
        {
            throw new FormatException("is not valid yet");
        }

        if (expires <= issued || expires - issued > LongestLife)
        {
            throw new FormatException("lives for longer than a day, or not at all");
        }

        return new IdentityToken
        {
            Issuer = trust.Issuer,
            Audience = trust.Audience,
            Subject = claims.Text("sub") is { Length: > 0 } subject ? subject : throw new FormatException("names no subject"),
            IssuedAt = issued,
            NotBefore = notBefore,
            ExpiresAt = expires,
            VerifiedAt = now,
            Claims = [.. Values(claims).OrderBy(static claim => claim.Name, StringComparer.Ordinal)],
            Algorithm = seal.Algorithm,
            KeyId = seal.Key.Id,
            Key = seal.Key.Thumbprint,
            Digest = seal.Digest,
        };
    }

    /// <summary>Header and claims, not yet checked, and what the signature is over.</summary>
    private static (JsonElement Header, JsonElement Claims, byte[] Signed, byte[] Signature) Cut(string token)
    {
        if (token.Length > LongestToken)
        {
            throw new FormatException($"is longer than {LongestToken / 1024} KiB");
        }

        var parts = token.Split('.');

        if (parts.Length != 3)
        {
            throw new FormatException("is not of three parts");
        }

        return (Part(parts[0], "header"), Part(parts[1], "claims"), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2], "signature"));
    }

    private static JsonElement Part(string part, string name)
    {
        if (!StrictJson.TryParse(Bytes(part, name), out var element, out _) || element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"has a {name} that is no plain JSON object, or says something twice");
        }

        return element;
    }

    private static byte[] Bytes(string part, string name) => TokenText.Decode(part) ?? throw new FormatException($"has a {name} that is not base64url");

    /// <summary>A token for several could be carried from one to another.</summary>
    private static string? Audience(JsonElement audience) => audience.ValueKind switch
    {
        JsonValueKind.String => audience.GetString(),
        JsonValueKind.Array when audience.GetArrayLength() == 1 && audience[0].ValueKind == JsonValueKind.String => audience[0].GetString(),
        _ => null,
    };

    private static DateTimeOffset Moment(JsonElement claims, string name) =>
        claims.Number(name) is var seconds and > 0 && seconds < LastMoment.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FormatException($"has a `{name}` that is no moment");

    private static IEnumerable<TokenClaim> Values(JsonElement claims)
    {
        foreach (var member in claims.EnumerateObject())
        {
            if (member is { Name: "act", Value.ValueKind: JsonValueKind.Object } && member.Value.TryGetProperty("sub", out var actor) && actor.ValueKind == JsonValueKind.String)
            {
                yield return new TokenClaim("act.sub", actor.GetString()!);
            }
            else if (member.Name != "act.sub" && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            {
                yield return new TokenClaim(member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());
            }
        }
    }

    /// <summary>What the signature says, once it holds.</summary>
    private sealed record Seal(TokenAlgorithm Algorithm, JsonWebKey Key, Digest Digest);
}
