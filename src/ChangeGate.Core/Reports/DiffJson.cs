using System.Text.Json;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>Differences between schemas, as several documents have them.</summary>
internal static class DiffJson
{
    public static void Write(Utf8JsonWriter writer, Difference difference)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", difference.Object.Kind.ToKeyword());
        writer.WriteString("object", difference.Object.ToString());
        writer.WriteString("change", difference.Kind.ToKeyword());
        writer.WriteString("before", difference.Before?.ToString());
        writer.WriteStrings("details", difference.Details);
        writer.WriteEndObject();
    }
}
