using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

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

    /// <param name="utf8">Stays as it is for as long as anything of it is read.</param>
    /// <param name="root">Its value.</param>
    /// <param name="problem">What is wrong with it, to stand after its name.</param>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonElement root, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            // Never disposed, and so not copied to outlive that: a bundle is as long as all migrations of a set together.
            root = JsonDocument.Parse(utf8, Options).RootElement;
            RefuseBrokenStrings(root);
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

    /// <summary>The same in UTF-8, without a copy where nothing in it is escaped.</summary>
    public static ReadOnlySpan<byte> Utf8Text(this JsonElement element, string name)
    {
        var member = element.Member(name);
        var raw = member.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(member)[1..^1] : [];

        return raw.IsEmpty || raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(member.AsText(name)) : raw;
    }

    private static void RefuseBrokenStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                RefuseBroken(JsonMarshal.GetRawUtf8Value(element), element.GetString);
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
                    RefuseBroken(JsonMarshal.GetRawUtf8PropertyName(member), () => member.Name);
                    RefuseBrokenStrings(member.Value);
                }

                break;
        }
    }

    // Only an escape can hide half a surrogate pair, and only it needs the text itself.
    private static void RefuseBroken(ReadOnlySpan<byte> raw, Func<string?> text)
    {
        if (raw.Contains((byte)'\\'))
        {
            _ = text();
        }
        else if (!Utf8.IsValid(raw))
        {
            throw new InvalidOperationException();
        }
    }
}
