using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Failures;

namespace ChangeGate.GitHub.Connection;

/// <summary>A GitHub App's private key: what it signs says, for ten minutes, that the App itself is calling.</summary>
public sealed class AppKey : IDisposable
{
    // GitHub refuses a token from its future and one that lives longer than ten minutes: clocks differ.
    private static readonly TimeSpan Backdated = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(540);

    private readonly string _issuer;

    private readonly RSA _rsa;

    private AppKey(string issuer, RSA rsa) => (_issuer, _rsa) = (issuer, rsa);

    internal string Scope => $"app:{_issuer}";

    /// <param name="issuer">The App's client id, or its number.</param>
    /// <param name="pem">The private key as GitHub hands it out.</param>
    public static AppKey Read(string issuer, string pem)
    {
        var rsa = RSA.Create();

        try
        {
            rsa.ImportFromPem(pem);
            rsa.ExportParameters(includePrivateParameters: true);
            return new AppKey(issuer, rsa);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new GateException("The private key of the GitHub App is not an RSA private key in PEM.", "Generate one on the App's settings page and pass the whole file, `-----BEGIN RSA PRIVATE KEY-----` included.");
        }
    }

    internal AccessToken Sign(DateTimeOffset now)
    {
        var header = """{"alg":"RS256","typ":"JWT"}"""u8;
        var claims = new JsonObject
        {
            ["iat"] = (now - Backdated).ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["iss"] = _issuer,
        };
        var content = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, GitHubJson.Default.JsonObject))}";

        lock (_rsa)
        {
            var signature = _rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return new AccessToken($"{content}.{Base64Url.EncodeToString(signature)}");
        }
    }

    public void Dispose() => _rsa.Dispose();

    public override string ToString() => "(key of a GitHub App)";
}
