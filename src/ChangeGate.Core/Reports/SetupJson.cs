using System.Text.Json;

namespace ChangeGate.Reports;

/// <summary><c>changegate/doctor/v1</c>.</summary>
internal static class SetupJson
{
    public static void Write(Utf8JsonWriter writer, SetupReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/doctor/v1");
        writer.WriteString("verdict", report.Worst == PointState.Fails ? "fail" : "pass");
        writer.WriteBoolean("complete", report.Count(PointState.Unseen) == 0);
        writer.WriteArray("points", report.Sections.SelectMany(section => section.Points.Select(point => (Section: section, Point: point))), static (writer, entry) =>
        {
            writer.WriteStartObject();
            writer.WriteString("name", entry.Point.Name);
            writer.WriteString("area", entry.Section.Title.ToLowerInvariant());
            writer.WriteString("about", Prose.Plain(entry.Section.About));
            writer.WriteString("state", entry.Point.State switch { PointState.Holds => "pass", PointState.Warns => "warn", PointState.Unseen => "unseen", _ => "fail" });
            writer.WriteString("what", entry.Point.What);
            writer.WriteString("where", entry.Point.Where);
            writer.WriteString("remedy", entry.Point.Remedy);
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }
}
