using System.Text.Json;
using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Reports;

/// <summary><c>changegate/evidence-record/v1</c>.</summary>
internal static class WatchJson
{
    public static void Write(Utf8JsonWriter writer, WatchReport seen, IReadOnlyList<WatchReport> news, IEnumerable<string> bundles)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/evidence-record/v1");
        writer.WriteString("target", seen.Target);
        writer.WriteString("environment", seen.Environment);
        writer.WriteString("database", seen.Database);
        writer.WriteString("guard", Keywords.Write(seen.Mode));
        writer.WriteBoolean("drifted", seen.Drift.HasDrifted);
        writer.WriteNumber("events", news.Sum(static report => report.Events.Count));
        writer.WriteStrings("bundles", bundles);
        writer.WriteEndObject();
    }
}
