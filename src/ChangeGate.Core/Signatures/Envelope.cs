using System.Buffers;
using System.Diagnostics.CodeAnalysis;
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
    public required string PayloadType { get; init; }

    /// <summary>The very bytes that are signed.</summary>
    public required EquatableList<byte> Payload { get; init; }

    public required EquatableList<EnvelopeSignature> Signatures { get; init; }

    /// <summary>Of the payload: signatures are random, so only this identifies what was said.</summary>
    public Digest PayloadDigest => Digest.Of(Payload.AsSpan());

    public static Envelope Sign(string payloadType, byte[] payload, SigningKey key) => new()
    {
        PayloadType = payloadType,
        Payload = [.. payload],
        Signatures = [new EnvelopeSignature(key.PublicKey.Fingerprint.ToString(), [.. key.Sign(PreAuthenticationEncoding(payloadType, payload))])],
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

    /// <summary>DSSE's PAE: lengths are of bytes, so no two (type, payload) pairs share an encoding.</summary>
    public static byte[] PreAuthenticationEncoding(string payloadType, ReadOnlySpan<byte> payload)
    {
        var head = Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} ");
        return [.. head, .. payload];
    }

    /// <summary>Some signature is this key's, whatever key it names.</summary>
    public bool IsSignedBy(PublicKey key)
    {
        var signed = PreAuthenticationEncoding(PayloadType, Payload.AsSpan());
        return Signatures.Any(signature => key.Verifies(signed, signature.Value.AsSpan()));
    }

    public string ToJson()
    {
        var text = new ArrayBufferWriter<byte>(Size);
        Write(text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>About as many bytes as it takes as JSON.</summary>
    internal int Size => ((Payload.Count + 2) / 3 * 4) + ((Signatures.Count + 1) * 1024);

    /// <summary>As canonical JSON. A payload goes over in one piece: it may be as long as all migrations of a set together.</summary>
    internal void Write(ArrayBufferWriter<byte> text)
    {
        text.Write("{\"payload\":\""u8);
        System.Buffers.Text.Base64.EncodeToUtf8(Payload.AsSpan(), text.GetSpan(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(Payload.Count)), out _, out var written);
        text.Advance(written);
        text.Write("\",\"payloadType\":"u8);
        CanonicalJson.Append(text, JsonValue.Create(PayloadType));
        text.Write(",\"signatures\":"u8);
        CanonicalJson.Append(text, new JsonArray([.. Signatures.Select(signature => new JsonObject
        {
            ["keyid"] = signature.KeyId,
            ["sig"] = Convert.ToBase64String(signature.Value.AsSpan()),
        })]));
        text.Write("}"u8);
    }

    internal static Envelope Read(JsonElement root)
    {
        var envelope = new Envelope
        {
            PayloadType = root.Text("payloadType"),
            Payload = [.. Base64.Read(root.Text("payload"), "payload")],
            Signatures = [.. root.Items("signatures").Select(ReadSignature)],
        };

        return envelope.Signatures.Count > 0 ? envelope : throw new FormatException("has no signature");
    }

    private static EnvelopeSignature ReadSignature(JsonElement element) => new(
        element.TryGetProperty("keyid", out var keyId) ? keyId.AsText("keyid") : "",
        [.. Base64.Read(element.Text("sig"), "sig")]);
}
