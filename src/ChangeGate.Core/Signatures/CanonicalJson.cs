using System.Buffers;
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

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static code => (char)code), '"', '\\']);

    public static byte[] Write(JsonNode? value)
    {
        var text = new PieceWriter();
        Append(text, value);
        return text.ToArray();
    }

    private static void Append(PieceWriter text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Write("null"u8);
                break;
            case JsonObject members:
                AppendAll(text, "{"u8, members.OrderBy(member => member.Key, StringComparer.Ordinal), member =>
                {
                    AppendString(text, member.Key);
                    text.Write(":"u8);
                    Append(text, member.Value);
                }, "}"u8);
                break;
            case JsonArray items:
                AppendAll(text, "["u8, items, item => Append(text, item), "]"u8);
                break;
            default:
                AppendScalar(text, value.AsValue());
                break;
        }
    }

    private static void AppendAll<T>(PieceWriter text, ReadOnlySpan<byte> open, IEnumerable<T> items, Action<T> append, ReadOnlySpan<byte> close)
    {
        text.Write(open);
        var first = true;

        foreach (var item in items)
        {
            if (!first)
            {
                text.Write(","u8);
            }

            first = false;
            append(item);
        }

        text.Write(close);
    }

    private static void AppendScalar(PieceWriter text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Write("true"u8);
                break;
            case JsonValueKind.False:
                text.Write("false"u8);
                break;
            case JsonValueKind.Number:
                AppendNumber(text, value);
                break;
            default:
                throw new UnreachableException($"A {value.GetValueKind()} is no scalar.");
        }
    }

    private static void AppendNumber(PieceWriter text, JsonValue value)
    {
        var number = value.TryGetValue<long>(out var wide) ? wide : value.GetValue<int>();

        if (number is > LargestNumber or < -LargestNumber)
        {
            throw new ArgumentOutOfRangeException(nameof(value), number, "The number is beyond what every reader of JSON keeps exact.");
        }

        Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture), text);
    }

    // What needs no escape goes over in one piece: payloads are long.
    private static void AppendString(PieceWriter text, ReadOnlySpan<char> value)
    {
        text.Write("\""u8);

        while (value.IndexOfAny(Escaped) is var next and >= 0)
        {
            Encoding.UTF8.GetBytes(value[..next], text);
            Encoding.UTF8.GetBytes(EscapeOf(value[next]), text);
            value = value[(next + 1)..];
        }

        Encoding.UTF8.GetBytes(value, text);
        text.Write("\""u8);
    }

    private static string EscapeOf(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)c:x4}",
    };
}
