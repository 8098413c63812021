using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Failures;

namespace ChangeGate.Signatures;

/// <summary>That one key takes the place of another from some time on: said by the old one, and by the new one, which thereby shows that somebody holds it.</summary>
public sealed record KeyRotation
{
    private const string PredicateType = "urn:changegate:key-rotation:v1";

    private KeyRotation(PublicKey from, PublicKey to, DateTimeOffset at) => (From, To, At) = (from, to, at);

    public PublicKey From { get; }

    public PublicKey To { get; }

    /// <summary>Nothing that is recorded later is signed by the old key, and nothing that is recorded earlier by the new one.</summary>
    public DateTimeOffset At { get; }

    /// <summary>A DSSE envelope with both signatures, as one line of JSON.</summary>
    public static string Sign(SigningKey from, SigningKey to, DateTimeOffset at)
    {
        var payload = new KeyRotation(from.PublicKey, to.PublicKey, at).Write();
        var (old, young) = (Envelope.Sign(InTotoStatement.PayloadType, payload, from), Envelope.Sign(InTotoStatement.PayloadType, payload, to));

        return TextOf(old with { Signatures = [.. old.Signatures, .. young.Signatures] });
    }

    /// <summary>Both signatures hold; whether the old key is trusted is another question.</summary>
    /// <param name="name">How a person names the file.</param>
    public static KeyRotation Parse(ReadOnlyMemory<byte> file, string name)
    {
        if (!Envelope.TryParse(file, out var envelope, out var problem))
        {
            throw Broken(name, problem);
        }

        try
        {
            var rotation = Read(envelope);

            return envelope.Signatures.Count == 2 && envelope.IsSignedBy(rotation.From) && envelope.IsSignedBy(rotation.To) && rotation.From != rotation.To && Encoding.UTF8.GetBytes(TextOf(envelope)).AsSpan().SequenceEqual(file.Span)
                ? rotation
                : throw new FormatException("is not signed by the key that it replaces and by the new one, or was changed after that");
        }
        catch (FormatException failure)
        {
            throw Broken(name, failure.Message);
        }
    }

    private static KeyRotation Read(Envelope envelope)
    {
        var payload = envelope.Payload.AsSpan().ToArray();

        if (envelope.PayloadType != InTotoStatement.PayloadType || !StrictJson.TryParse(payload, out var root, out _))
        {
            throw new FormatException("holds no statement");
        }

        var (statement, predicate) = InTotoStatement.Read(root);

        if (statement.PredicateType != PredicateType)
        {
            throw new FormatException($"is not of type `{PredicateType}`");
        }

        var rotation = new KeyRotation(ReadKey(predicate.Text("from")), ReadKey(predicate.Text("to")), Timestamp.Read(predicate.Text("at"), "at"));

        return rotation.Write().AsSpan().SequenceEqual(payload) ? rotation : throw new FormatException("says more than a rotation says, or is not canonical JSON");
    }

    private byte[] Write() => new InTotoStatement([new Subject("key", To.Fingerprint)], PredicateType).Write(new JsonObject { ["from"] = From.Pem, ["to"] = To.Pem, ["at"] = Timestamp.Write(At) });

    private static string TextOf(Envelope envelope) => envelope.ToJson() + "\n";

    private static PublicKey ReadKey(string pem) => PublicKey.TryRead(pem, out var key, out var problem) ? key : throw new FormatException(problem);

    private static GateException Broken(string name, string problem) => new($"`{name}` {problem}.", "Give a rotation as `changegate key rotate` wrote it.");
}
