using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ChangeGate.TestKit;

/// <summary>An issuer of OIDC tokens: its keys, and tokens as a CI gives them to its jobs.</summary>
public sealed class TokenForge
{
    public const string Issuer = "https://token.actions.githubusercontent.com";

    public const string RsaKey = "rsa-1";

    public const string CurveKey = "curve-1";

    private readonly RSA _rsa = RSA.Create(2048);

    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What it publishes.</summary>
    public string Keys => new JsonObject { ["keys"] = new JsonArray(Rsa(), Curve()) }.ToJsonString();

    /// <summary>The DER of the public RSA key: what a confused reader might take for a shared secret.</summary>
    public byte[] PublicBytes => _rsa.ExportSubjectPublicKeyInfo();

    public JsonObject Rsa()
    {
        var numbers = _rsa.ExportParameters(false);

        return new JsonObject { ["kty"] = "RSA", ["kid"] = RsaKey, ["use"] = "sig", ["n"] = Write(numbers.Modulus), ["e"] = Write(numbers.Exponent) };
    }

    public JsonObject Curve()
    {
        var point = _curve.ExportParameters(false).Q;

        return new JsonObject { ["kty"] = "EC", ["kid"] = CurveKey, ["crv"] = "P-256", ["alg"] = "ES256", ["x"] = Write(point.X), ["y"] = Write(point.Y) };
    }

    /// <summary>Claims as GitHub Actions makes them for a job of a deployment.</summary>
    public static JsonObject Claims(DateTimeOffset at, string sha) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = "changegate",
        ["sub"] = "repo:acme/shop:environment:production",
        ["iat"] = at.ToUnixTimeSeconds(),
        ["nbf"] = at.ToUnixTimeSeconds() - 5,
        ["exp"] = at.ToUnixTimeSeconds() + 300,
        ["jti"] = "7c5f",
        ["actor"] = "alice",
        ["actor_id"] = "1001",
        ["repository"] = "acme/shop",
        ["repository_id"] = "77",
        ["repository_owner"] = "acme",
        ["repository_owner_id"] = "55",
        ["ref"] = "refs/heads/main",
        ["sha"] = sha,
        ["environment"] = "production",
        ["event_name"] = "push",
        ["run_id"] = "123",
        ["run_attempt"] = "1",
        ["workflow_ref"] = "acme/shop/.github/workflows/deploy.yml@refs/heads/main",
    };

    public string Sign(JsonObject claims, string algorithm = "RS256", string? key = null, Action<JsonObject>? header = null)
    {
        var head = new JsonObject { ["typ"] = "JWT", ["alg"] = algorithm, ["kid"] = key ?? (algorithm == "ES256" ? CurveKey : RsaKey) };
        header?.Invoke(head);

        return Sign(head.ToJsonString(), claims.ToJsonString(), algorithm);
    }

    public string Sign(string header, string claims, string algorithm = "RS256")
    {
        var signed = $"{Write(Encoding.UTF8.GetBytes(header))}.{Write(Encoding.UTF8.GetBytes(claims))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            "ES256" => _curve.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            "PS256" => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "RS512" => _rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "HS256" => HMACSHA256.HashData(PublicBytes, bytes),
            _ => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };

        return $"{signed}.{Write(signature)}";
    }

    private static string Write(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
