using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What the stages write and read alike.</summary>
internal static class JsonLists
{
    public static JsonArray Write(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static JsonArray Write<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);

    /// <summary>No digest is null: a run that broke off may not know the schema it left.</summary>
    public static string? Write(Digest digest) => digest == default ? null : digest.ToString();

    public static EquatableList<string> Texts(this JsonElement element, string name) => [.. element.Items(name).Select(item => item.AsText(name))];

    public static Digest Digest(this JsonElement element, string name) => Read(element.Text(name), name);

    public static Digest? OptionalDigest(this JsonElement element, string name) => element.OptionalText(name) is { } text ? Read(text, name) : null;

    public static EquatableList<Digest> Digests(this JsonElement element, string name) => [.. element.Items(name).Select(item => Read(item.AsText(name), name))];

    public static long? OptionalNumber(this JsonElement element, string name) => element.Member(name).ValueKind == JsonValueKind.Null ? null : element.Number(name);

    public static DateTimeOffset Moment(this JsonElement element, string name) => Timestamp.Read(element.Text(name), name);

    public static int SmallNumber(this JsonElement element, string name) =>
        element.Number(name) is var number and >= 0 and <= int.MaxValue ? (int)number : throw new FormatException($"has a `{name}` out of all proportion");

    public static T Keyword<T>(this JsonElement element, string name)
        where T : struct, Enum => Keywords.Read<T>(element.Text(name));

    private static Digest Read(string text, string name) =>
        Text.Digest.TryParse(text, out var digest) ? digest : throw new FormatException($"has a `{name}` that is not a digest");
}
