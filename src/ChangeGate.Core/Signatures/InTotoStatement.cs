using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Text;

namespace ChangeGate.Signatures;

/// <summary>What a statement is about: matched by its digest, the name is for people.</summary>
internal sealed record Subject(string Name, Digest Digest);

/// <summary>An in-toto Statement v1: a predicate of some type about exact bytes.</summary>
internal sealed record InTotoStatement(EquatableList<Subject> Subjects, string PredicateType)
{
    public const string PayloadType = "application/vnd.in-toto+json";

    private const string StatementType = "https://in-toto.io/Statement/v1";

    public byte[] Write(JsonObject predicate) => CanonicalJson.Write(new JsonObject
    {
        ["_type"] = StatementType,
        ["subject"] = new JsonArray([.. Subjects.Select(subject => new JsonObject
        {
            ["name"] = subject.Name,
            ["digest"] = new JsonObject { ["sha256"] = subject.Digest.Hex },
        })]),
        ["predicateType"] = PredicateType,
        ["predicate"] = predicate,
    });

    /// <exception cref="FormatException">The JSON is no in-toto statement.</exception>
    public static (InTotoStatement Statement, JsonElement Predicate) Read(JsonElement root)
    {
        if (root.Text("_type") != StatementType)
        {
            throw new FormatException("is not an in-toto Statement v1");
        }

        var subjects = root.Items("subject").Select(subject => new Subject(subject.Text("name"), ReadDigest(subject.Member("digest")))).ToArray();
        return (new InTotoStatement([.. subjects], root.Text("predicateType")), root.Member("predicate"));
    }

    private static Digest ReadDigest(JsonElement digests) =>
        Digest.TryParse($"sha256:{digests.Text("sha256")}", out var digest) ? digest : throw new FormatException("has a subject whose digest is not SHA-256");
}
