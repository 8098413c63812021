using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ChangeGate.Signatures;

/// <summary>
/// Reads JSON that may be hostile: no duplicate names, no comments, nothing after the value, no deep nesting, every string valid Unicode.
/// Asking for what is not there is a <see cref="FormatException"/>, whose message stands after the name of the file.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 32,
    };

    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonElement root, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            RefuseBrokenStrings(document.RootElement);
            root = document.RootElement.Clone();
            problem = null;
            return true;
        }
        catch (JsonException failure)
        {
            problem = $"is not JSON as it must be (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1})";
        }
        catch (InvalidOperationException)
        {
            problem = "holds a string that is not valid Unicode";
        }

        root = default;
        return false;
    }

    public static JsonElement Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var member))
        {
            throw new FormatException($"has no `{name}`");
        }

        return member;
    }

    public static string Text(this JsonElement element, string name) => element.Member(name).AsText(name);

    public static string? OptionalText(this JsonElement element, string name)
    {
        var member = element.Member(name);
        return member.ValueKind == JsonValueKind.Null ? null : member.AsText(name);
    }

    public static string AsText(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new FormatException($"has a `{name}` that is not a string");

    public static long Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number)
            ? number
            : throw new FormatException($"has a `{name}` that is not a whole number");

    public static bool Flag(this JsonElement element, string name) => element.Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"has a `{name}` that is neither true nor false"),
    };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } member
            ? member.EnumerateArray()
            : throw new FormatException($"has a `{name}` that is not a list");

    private static void RefuseBrokenStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RefuseBrokenStrings(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    RefuseBrokenStrings(member.Value);
                }

                break;
        }
    }
}
