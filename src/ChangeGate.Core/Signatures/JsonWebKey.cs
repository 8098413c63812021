using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>How an issuer signs a token. Others are refused, whatever a token says: <c>none</c> and everything with a shared secret above all.</summary>
public enum TokenAlgorithm
{
    Rs256,
    Ps256,
    Es256,
}

/// <summary>A public key of an issuer of tokens (RFC 7517): RSA of 2048 bits or more, or P-256.</summary>
public sealed class JsonWebKey
{
    private const int FewestBits = 2048;

    private const int MostBits = 8192;

    private const int CoordinateBytes = 32;

    private readonly RSAParameters? _rsa;

    private readonly ECParameters? _curve;

    private JsonWebKey(string id, RSAParameters? rsa, ECParameters? curve)
    {
        Id = id;
        _rsa = rsa;
        _curve = curve;
        Thumbprint = Digest.Of(rsa is { } numbers
            ? $$"""{"e":"{{TokenText.Encode(numbers.Exponent)}}","kty":"RSA","n":"{{TokenText.Encode(numbers.Modulus)}}"}"""
            : $$"""{"crv":"P-256","kty":"EC","x":"{{TokenText.Encode(curve!.Value.Q.X)}}","y":"{{TokenText.Encode(curve.Value.Q.Y)}}"}"""); // One of both is there.
    }

    /// <summary><c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>The only algorithm it may be used with; null where it does not say.</summary>
    private TokenAlgorithm? Only { get; init; }

    /// <summary>SHA-256 of the key itself (RFC 7638), whatever the issuer calls it.</summary>
    public Digest Thumbprint { get; }

    /// <param name="key">null where it is of a kind that signs no token here, such as one for encryption.</param>
    /// <param name="problem">What is wrong with one that should, to stand after "a key that"; null where nothing is.</param>
    internal static bool TryRead(JsonElement element, out JsonWebKey? key, [NotNullWhen(false)] out string? problem)
    {
        key = null;
        problem = null;

        try
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("is no object");
            }

            if (element.TryGetProperty("d", out _) || element.TryGetProperty("k", out _))
            {
                throw new FormatException("is private or a secret, and must be counted as lost");
            }

            key = IsForSignatures(element) ? Read(element) : null;
            return true;
        }
        catch (FormatException failure)
        {
            problem = failure.Message;
            return false;
        }
    }

    /// <summary>Whether this key made the signature. A key of one family never checks an algorithm of the other.</summary>
    public bool Verifies(TokenAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (Only is { } only && only != algorithm)
        {
            return false;
        }

        try
        {
            return algorithm switch
            {
                TokenAlgorithm.Rs256 => VerifiesRsa(data, signature, RSASignaturePadding.Pkcs1),
                TokenAlgorithm.Ps256 => VerifiesRsa(data, signature, RSASignaturePadding.Pss),
                TokenAlgorithm.Es256 => VerifiesCurve(data, signature),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // A number that is no key of RSA, which only its use shows.
            return false;
        }
    }

    private bool VerifiesRsa(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, RSASignaturePadding padding)
    {
        if (_rsa is not { } numbers || signature.Length != numbers.Modulus!.Length) // Read with one.
        {
            return false;
        }

        using var rsa = RSA.Create(numbers);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, padding);
    }

    private bool VerifiesCurve(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (_curve is not { } point || signature.Length != 2 * CoordinateBytes)
        {
            return false;
        }

        using var curve = ECDsa.Create(point);
        return curve.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool IsForSignatures(JsonElement element)
    {
        var use = Optional(element, "use");
        var algorithm = Optional(element, "alg");
        var isNamed = algorithm is null || TokenAlgorithms.TryRead(algorithm, out _);
        var mayVerify = !element.TryGetProperty("key_ops", out var uses) || (uses.ValueKind == JsonValueKind.Array && uses.EnumerateArray().Any(static one => one.ValueKind == JsonValueKind.String && one.GetString() == "verify"));

        return use is null or "sig" && isNamed && mayVerify && (element.Text("kty") == "RSA" || (element.Text("kty") == "EC" && element.Text("crv") == "P-256"));
    }

    private static JsonWebKey Read(JsonElement element)
    {
        var id = Optional(element, "kid") is { Length: > 0 and <= 256 } name ? name : throw new FormatException("has no `kid`");
        var isRsa = element.Text("kty") == "RSA";
        TokenAlgorithm? only = Optional(element, "alg") is { } algorithm && TokenAlgorithms.TryRead(algorithm, out var read) ? read : null;

        if (only is { } said && isRsa == said is TokenAlgorithm.Es256)
        {
            throw new FormatException("is of another family than its `alg`");
        }

        var key = isRsa ? new JsonWebKey(id, ReadRsa(element), null) { Only = only } : new JsonWebKey(id, null, ReadCurve(element)) { Only = only };

        return key;
    }

    private static RSAParameters ReadRsa(JsonElement element)
    {
        var (modulus, exponent) = (Bytes(element, "n"), Bytes(element, "e"));

        // One text for one number: leading zeros would make a second thumbprint.
        if (modulus[0] < 0x80 || modulus.Length * 8 is < FewestBits or > MostBits || modulus[^1] % 2 == 0)
        {
            throw new FormatException($"has a modulus that is none of {FewestBits} to {MostBits} bits");
        }

        if (exponent[0] == 0 || exponent.Length > 4 || exponent[^1] % 2 == 0 || exponent is [1])
        {
            throw new FormatException("has an exponent that no key should have");
        }

        return new RSAParameters { Modulus = modulus, Exponent = exponent };
    }

    private static ECParameters ReadCurve(JsonElement element)
    {
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(element, "x"), Y = Bytes(element, "y") } };

        try
        {
            using var curve = ECDsa.Create(parameters);
            return parameters.Q.X.Length == CoordinateBytes && parameters.Q.Y.Length == CoordinateBytes ? parameters : throw new FormatException("has coordinates of another length than P-256 has");
        }
        catch (CryptographicException)
        {
            throw new FormatException("is no point of P-256");
        }
    }

    private static byte[] Bytes(JsonElement element, string name) => TokenText.Decode(element.Text(name)) ?? throw new FormatException($"has a `{name}` that is not base64url");

    private static string? Optional(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.AsText(name) : null;
}

/// <summary>The names of algorithms as tokens and keys write them.</summary>
internal static class TokenAlgorithms
{
    public static bool TryRead(string name, out TokenAlgorithm algorithm)
    {
        (var isKnown, algorithm) = name switch
        {
            "RS256" => (true, TokenAlgorithm.Rs256),
            "PS256" => (true, TokenAlgorithm.Ps256),
            "ES256" => (true, TokenAlgorithm.Es256),
            _ => (false, default),
        };

        return isKnown;
    }
}
