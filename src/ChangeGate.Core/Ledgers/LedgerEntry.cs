using System.Text.Json.Nodes;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Ledgers;

/// <summary>
/// One statement of a bundle, as the ledger knows it: digests and what it is about, never what it says. It follows from the bundle alone, so whoever has
/// the bundle can write the entry again and compare.
/// </summary>
public sealed record LedgerEntry
{
    private const string Schema = "changegate/ledger-entry/v1";

    public required string PredicateType { get; init; }

    /// <summary>Of the statement: signatures are random, so only this identifies what was said.</summary>
    public required Digest Payload { get; init; }

    /// <summary>Of the bundle that it belongs to: the payload of its last statement.</summary>
    public required Digest Bundle { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required int Of { get; init; }

    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    public required string Target { get; init; }

    public required string Environment { get; init; }

    /// <summary>When the statement was recorded, as it says itself.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Canonical JSON.</summary>
    public byte[] Write() => CanonicalJson.Write(new JsonObject
    {
        ["schema"] = Schema,
        ["predicateType"] = PredicateType,
        ["payload"] = Payload.ToString(),
        ["bundle"] = Bundle.ToString(),
        ["number"] = Number,
        ["of"] = Of,
        ["run"] = Run,
        ["target"] = Target,
        ["environment"] = Environment,
        ["at"] = Timestamp.Write(At),
    });

    /// <exception cref="FormatException">It is none, or not written as <see cref="Write"/> does.</exception>
    public static LedgerEntry Read(ReadOnlyMemory<byte> bytes)
    {
        if (!StrictJson.TryParse(bytes, out var root, out var problem))
        {
            throw new FormatException(problem);
        }

        if (root.Text("schema") != Schema)
        {
            throw new FormatException($"is not of schema `{Schema}`");
        }

        var entry = new LedgerEntry
        {
            PredicateType = root.Text("predicateType"),
            Payload = ReadDigest(root.Text("payload")),
            Bundle = ReadDigest(root.Text("bundle")),
            Number = checked((int)Math.Clamp(root.Number("number"), 0, int.MaxValue)),
            Of = checked((int)Math.Clamp(root.Number("of"), 0, int.MaxValue)),
            Run = root.Text("run"),
            Target = root.Text("target"),
            Environment = root.Text("environment"),
            At = Timestamp.Read(root.Text("at"), "at"),
        };

        return entry.Write().AsSpan().SequenceEqual(bytes.Span) ? entry : throw new FormatException("says more than an entry says, or is not canonical JSON");
    }

    private static Digest ReadDigest(string text) => Digest.TryParse(text, out var digest) ? digest : throw new FormatException("has a digest that is not SHA-256");
}
