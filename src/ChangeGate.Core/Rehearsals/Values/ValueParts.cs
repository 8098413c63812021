using System.Text;
using System.Text.Json;

namespace ChangeGate.Rehearsals.Values;

/// <summary>What a document, an array, a composite value or a list of pairs consists of.</summary>
internal static class ValueParts
{
    private const int Deepest = 6;

    /// <summary>Empty where the text has no parts. A member of a document is <c>path=value</c> and the value by itself.</summary>
    public static IEnumerable<string> Of(string text) => text switch
    {
        ['{' or '[', .., '}' or ']'] when Document(text) is { } document => Members(document.RootElement, "", 0),
        ['{', .., '}'] or ['(', .., ')'] or ['[', .., ']'] => Elements(text[1..^1], 0),
        _ when text.Contains("=>", StringComparison.Ordinal) => text.Split(["=>", ", "], StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Trim('"')),
        _ => [],
    };

    /// <summary>Without white space, members ordered by name; the text itself where it is no document.</summary>
    public static string CanonicalDocument(string text) => Document(text) is { } document ? string.Join('\n', Members(document.RootElement, "", 0).Where(static part => part.StartsWith('/')).Order(StringComparer.Ordinal)) : text;

    private static JsonDocument? Document(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Members(JsonElement element, string path, int depth)
    {
        if (depth > Deepest)
        {
            return [$"{path}={element.GetRawText()}"];
        }

        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value, $"{path}/{member.Name}", depth + 1)).DefaultIfEmpty($"{path}/={{}}"),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Members(item, $"{path}/-", depth + 1)).DefaultIfEmpty($"{path}/=[]"),
            _ => [$"{(path.Length == 0 ? "/" : path)}={Written(element)}", Written(element)],
        };
    }

    private static string Written(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : element.GetRawText();

    // PostgreSQL's arrays and composite values (manual, 8.15.2 and 8.16.6): commas part them, quotes hold them together.
    private static IEnumerable<string> Elements(string inner, int depth)
    {
        var element = new StringBuilder();
        var (quoted, nested) = (false, 0);

        for (var at = 0; at <= inner.Length; at++)
        {
            var letter = at < inner.Length ? inner[at] : ',';

            if (letter == '\\' && at + 1 < inner.Length)
            {
                element.Append(inner[++at]);
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && (!quoted || at == inner.Length) && nested == 0)
            {
                foreach (var part in Split(element.ToString(), depth))
                {
                    yield return part;
                }

                element.Clear();
            }
            else
            {
                nested += quoted ? 0 : letter switch { '{' or '(' => 1, '}' or ')' => -1, _ => 0 };
                element.Append(letter);
            }
        }
    }

    private static IEnumerable<string> Split(string element, int depth) =>
        element.Length == 0 || element == "NULL" ? [] : depth < Deepest && element is ['{', .., '}'] or ['(', .., ')'] ? Elements(element[1..^1], depth + 1).Append(element) : [element];
}
