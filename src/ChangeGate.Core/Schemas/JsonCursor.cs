using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>A place in a JSON document, which can say where it is when it does not hold what it should.</summary>
internal readonly record struct JsonCursor(JsonElement Element, string File, string Path)
{
    public IEnumerable<JsonCursor> Items(string member) => Member(member, JsonValueKind.Array, "a list") is { } list
        ? list.Element.EnumerateArray().Select((item, index) => new JsonCursor(item, list.File, $"{list.Path}[{index}]"))
        : [];

    public JsonCursor? Object(string member) => Member(member, JsonValueKind.Object, "an object");

    public string? Optional(string member) => Member(member, JsonValueKind.String, "a text")?.Element.GetString();

    public string Text(string member) => Optional(member) ?? "";

    public string Required(string member) => Optional(member) ?? throw Expected($"a member \"{member}\"");

    public EquatableList<string> Texts(string member) => [.. Items(member).Select(item => item.AsText())];

    public bool Flag(string member) => Find(member) is { } value && value.AsFlag();

    public bool? OptionalFlag(string member) => Find(member) is { } value ? value.AsFlag() : null;

    public long? Number(string member)
    {
        if (Find(member) is not { } value)
        {
            return null;
        }

        return value.Element.ValueKind == JsonValueKind.Number && value.Element.TryGetInt64(out var number) ? number : throw value.Expected("a whole number");
    }

    public T Choice<T>(string member)
        where T : struct, Enum
    {
        if (Optional(member) is not { } text)
        {
            return default;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (KebabCase.From(value.ToString()) == text)
            {
                return value;
            }
        }

        throw Find(member)!.Value.Expected($"one of {string.Join(", ", Enum.GetValues<T>().Select(value => KebabCase.From(value.ToString())))}");
    }

    public ObjectName Name() => new(Optional("schema"), Required("name"));

    public ObjectName? Name(string member) => Object(member)?.Name();

    public ObjectId Id()
    {
        _ = Required("kind");

        return new ObjectId(Choice<ObjectKind>("kind"), Name(), Optional("part"));
    }

    public DataType? Type(string member) => Object(member) is { } type
        ? new DataType(type.Optional("schema"), type.Required("name"), type.Texts("modifiers"), (int)(type.Number("arrayDimensions") ?? 0))
        : null;

    public GateException Expected(string what) =>
        new($"'{File}' is not a snapshot: expected {what} at {Path}.", "Write it again with `changegate snapshot`.");

    private JsonCursor? Find(string member) => Element.ValueKind == JsonValueKind.Object
        ? Element.TryGetProperty(member, out var value) ? new JsonCursor(value, File, $"{Path}.{member}") : null
        : throw Expected("an object");

    private JsonCursor? Member(string member, JsonValueKind kind, string what)
    {
        var found = Find(member);

        return found is null || found.Value.Element.ValueKind == kind ? found : throw found.Value.Expected(what);
    }

    private string AsText() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Expected("a text");

    private bool AsFlag() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Expected("true or false");
}
