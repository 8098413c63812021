using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>One signature of an envelope.</summary>
/// <param name="KeyId">A hint of whoever wrote it, signed by nobody; ours is the key's fingerprint.</param>
/// <param name="Value">DER of an ECDSA signature over the pre-authentication encoding.</param>
public sealed record EnvelopeSignature(string KeyId, EquatableList<byte> Value);

/// <summary>A signed payload in the DSSE v1 format. What was parsed is not yet verified.</summary>
public sealed record Envelope
{
    // Whole quanta, so that the pieces make one text.
    private const int EncodedAtOnce = 48 * 1024;

    public required string PayloadType { get; init; }

    /// <summary>The very bytes that are signed.</summary>
    public required EquatableList<byte> Payload { get; init; }

    public required EquatableList<EnvelopeSignature> Signatures { get; init; }

    /// <summary>Of the payload: signatures are random, so only this identifies what was said.</summary>
    public Digest PayloadDigest => Digest.Of(Payload.AsSpan());

    /// <param name="payloadType">Of what sort it is.</param>
    /// <param name="payload">Nobody else may write to it any more.</param>
    /// <param name="key">Signs it.</param>
    public static Envelope Sign(string payloadType, byte[] payload, SigningKey key) => new()
    {
        PayloadType = payloadType,
        Payload = new EquatableList<byte>(payload),
        Signatures = [new EnvelopeSignature(key.PublicKey.Fingerprint.ToString(), [.. key.SignHash(SignedHash(payloadType, payload))])],
    };

    /// <param name="problem">What is wrong with the text, to stand after its name.</param>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out Envelope? envelope, [NotNullWhen(false)] out string? problem)
    {
        envelope = null;

        if (!StrictJson.TryParse(utf8, out var root, out problem))
        {
            return false;
        }

        try
        {
            envelope = Read(root);
            return true;
        }
        catch (FormatException failure)
        {
            problem = failure.Message;
            return false;
        }
    }

    /// <summary>What stands before the payload in DSSE's PAE, which is signed: lengths are of bytes, so no two (type, payload) pairs share an encoding.</summary>
    internal static string PreAuthenticationHead(string payloadType, int payloadLength) =>
        string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payloadLength} ");

    /// <summary>SHA-256 of what is signed.</summary>
    public byte[] SignedHash() => SignedHash(PayloadType, Payload.AsSpan());

    private static byte[] SignedHash(string payloadType, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(PreAuthenticationHead(payloadType, payload.Length)));
        hash.AppendData(payload);

        return hash.GetHashAndReset();
    }

    /// <summary>Some signature is this key's, whatever key it names.</summary>
    public bool IsSignedBy(PublicKey key)
    {
        var signed = SignedHash();
        return Signatures.Any(signature => key.VerifiesHash(signed, signature.Value.AsSpan()));
    }

    public string ToJson() => string.Concat(Pieces().Select(static piece => Encoding.UTF8.GetString(piece.Span)));

    /// <summary>As canonical JSON, piece by piece: a payload may be as long as all migrations of a set together.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        yield return "{\"payload\":\""u8.ToArray();

        for (var start = 0; start < Payload.Count; start += EncodedAtOnce)
        {
            yield return Base64.Write(Payload.AsSpan().Slice(start, Math.Min(EncodedAtOnce, Payload.Count - start)));
        }

        yield return (byte[])
        [
            .. "\",\"payloadType\":"u8,
            .. CanonicalJson.Write(JsonValue.Create(PayloadType)),
            .. ",\"signatures\":"u8,
            .. CanonicalJson.Write(new JsonArray([.. Signatures.Select(static signature => new JsonObject
            {
                ["keyid"] = signature.KeyId,
                ["sig"] = Convert.ToBase64String(signature.Value.AsSpan()),
            })])),
            .. "}"u8,
        ];
    }

    internal static Envelope Read(JsonElement root)
    {
        var envelope = new Envelope
        {
            PayloadType = root.Text("payloadType"),
            Payload = new EquatableList<byte>(Base64.Read(root.Utf8Text("payload"), "payload")),
            Signatures = [.. root.Items("signatures").Select(ReadSignature)],
        };

        return envelope.Signatures.Count > 0 ? envelope : throw new FormatException("has no signature");
    }

    private static EnvelopeSignature ReadSignature(JsonElement element) => new(
        element.TryGetProperty("keyid", out var keyId) ? keyId.AsText("keyid") : "",
        [.. Base64.Read(element.Utf8Text("sig"), "sig")]);
}
