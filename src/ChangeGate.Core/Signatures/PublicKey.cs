using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>An ECDSA P-256 key that checks signatures. Two are equal when they are the same key, however their PEM was wrapped.</summary>
public sealed record PublicKey
{
    private const string CurveObjectId = "1.2.840.10045.3.1.7";

    private PublicKey(string pem, Digest fingerprint)
    {
        Pem = pem;
        Fingerprint = fingerprint;
    }

    /// <summary>SubjectPublicKeyInfo, rewritten from the key itself.</summary>
    public string Pem { get; }

    /// <summary>SHA-256 of the DER SubjectPublicKeyInfo.</summary>
    public Digest Fingerprint { get; }

    /// <param name="source">How a person names where the text came from.</param>
    public static PublicKey FromPem(string pem, string source) =>
        TryRead(pem, out var key, out var problem)
            ? key
            : throw new GateException($"{source} {problem}.", "Give the public key as PEM (`-----BEGIN PUBLIC KEY-----`, ECDSA P-256), as `changegate key` writes it.");

    /// <param name="problem">What is wrong with the text, to stand after its name: <c>is not PEM</c>.</param>
    public static bool TryRead(string pem, [NotNullWhen(true)] out PublicKey? key, [NotNullWhen(false)] out string? problem)
    {
        key = null;
        problem = ProblemWith(pem);

        if (problem is not null)
        {
            return false;
        }

        using var algorithm = ECDsa.Create();

        try
        {
            algorithm.ImportFromPem(pem);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            problem = "holds a key that is damaged or not an elliptic-curve key";
            return false;
        }

        if (!IsP256(algorithm))
        {
            problem = $"holds a key on another curve ({algorithm.KeySize} bits) where P-256 is expected";
            return false;
        }

        key = Of(algorithm);
        return true;
    }

    /// <param name="data">What should be signed.</param>
    /// <param name="signature">DER, as OpenSSL and cosign write it.</param>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => VerifiesHash(SHA256.HashData(data), signature);

    /// <param name="hash">SHA-256 of what should be signed.</param>
    /// <param name="signature">DER.</param>
    public bool VerifiesHash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        using var algorithm = ECDsa.Create();
        algorithm.ImportFromPem(Pem);
        return algorithm.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
    }

    public bool Equals(PublicKey? other) => other is not null && Fingerprint == other.Fingerprint;

    public override int GetHashCode() => Fingerprint.GetHashCode();

    internal static PublicKey Of(ECDsa algorithm) =>
        new(algorithm.ExportSubjectPublicKeyInfoPem() + "\n", Digest.Of(algorithm.ExportSubjectPublicKeyInfo()));

    internal static bool IsP256(ECDsa algorithm) => algorithm.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == CurveObjectId;

    private static string? ProblemWith(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
        {
            return "is not PEM";
        }

        return pem[fields.Label] switch
        {
            "PUBLIC KEY" when PemEncoding.TryFind(pem.AsSpan(fields.Location.End.Value), out _) => "holds more than one key",
            "PUBLIC KEY" => null,
            var label when label.Contains("PRIVATE", StringComparison.Ordinal) => "holds a private key where the public one is expected",
            var label => $"holds `{label}` where `PUBLIC KEY` is expected",
        };
    }
}
