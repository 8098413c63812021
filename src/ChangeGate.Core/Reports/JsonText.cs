using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChangeGate.Reports;

/// <summary>How a JSON document is laid out.</summary>
public enum JsonLayout
{
    /// <summary>For people: two spaces.</summary>
    Indented,

    /// <summary>One document, one line (JSON Lines).</summary>
    Line,
}

/// <summary>JSON without a line feed at its end. Beside what JSON asks for, it escapes what could open a tag in a page what a CI's runner takes for a command in a log (<c>##vso[</c>), and what is invisible or reorders text.</summary>
internal static class JsonText
{
    public static string Write(JsonLayout layout, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = layout == JsonLayout.Indented,
            NewLine = "\n",
        };

        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        return EscapeMore(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static void WriteStrings(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);

        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    public static void WriteArray<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);

        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset time) =>
        writer.WriteString(name, time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    // None of these characters is part of JSON's own syntax, so each stands inside a string.
    private static string EscapeMore(string json)
    {
        StringBuilder? result = null;

        for (var index = 0; index < json.Length; index++)
        {
            var c = json[index];
            var escapes = (c == '#' && index > 0 && json[index - 1] == '#') || c is '<' or '>' or '&' or '\x7f' || (c > '\x7f' && char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);

            if (escapes)
            {
                result ??= new StringBuilder(json, 0, index, json.Length + 64);
                result.Append($"\\u{(int)c:X4}");
            }
            else
            {
                result?.Append(c);
            }
        }

        return result?.ToString() ?? json;
    }
}
