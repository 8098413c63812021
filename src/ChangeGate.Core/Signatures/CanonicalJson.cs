using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChangeGate.Signatures;

/// <summary>
/// One text for one value: RFC 8785, with whole numbers only. Names in UTF-16 order, no white space, the fewest escapes. Two equal values
/// have the same bytes, so whoever reads can write again and compare. Half a surrogate pair, which no JSON can carry, becomes U+FFFD.
/// </summary>
public static class CanonicalJson
{
    // 2^53 - 1: beyond it readers that use floating point disagree about a number.
    private const long LargestNumber = 9_007_199_254_740_991;

    public static byte[] Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendAll(text, '{', members.OrderBy(member => member.Key, StringComparer.Ordinal), member =>
                {
                    AppendString(text, member.Key);
                    text.Append(':');
                    Append(text, member.Value);
                }, '}');
                break;
            case JsonArray items:
                AppendAll(text, '[', items, item => Append(text, item), ']');
                break;
            default:
                AppendScalar(text, value.AsValue());
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> append, char close)
    {
        text.Append(open);
        var first = true;

        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            append(item);
        }

        text.Append(close);
    }

    private static void AppendScalar(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Number:
                AppendNumber(text, value);
                break;
            default:
                throw new UnreachableException($"A {value.GetValueKind()} is no scalar.");
        }
    }

    private static void AppendNumber(StringBuilder text, JsonValue value)
    {
        var number = value.TryGetValue<long>(out var wide) ? wide : value.GetValue<int>();

        if (number is > LargestNumber or < -LargestNumber)
        {
            throw new ArgumentOutOfRangeException(nameof(value), number, "The number is beyond what every reader of JSON keeps exact.");
        }

        text.Append(number.ToString(CultureInfo.InvariantCulture));
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');

        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
