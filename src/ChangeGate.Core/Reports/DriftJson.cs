using System.Text.Json;
using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary><c>changegate/drift/v1</c>.</summary>
internal static class DriftJson
{
    public static void Write(Utf8JsonWriter writer, DriftReport drift)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/drift/v1");
        writer.WriteString("target", drift.Target);
        writer.WriteString("environment", drift.Environment);
        writer.WriteString("server", drift.Server);
        writer.WriteString("database", drift.Database);
        writer.WriteBoolean("drifted", drift.HasDrifted);
        writer.WriteString("expected", drift.Expected.ToString());
        writer.WriteString("found", drift.Found.ToString());

        if (drift.RecordedAt is { } at)
        {
            writer.WriteTime("recordedAt", at);
        }
        else
        {
            writer.WriteNull("recordedAt");
        }

        writer.WriteArray("diff", drift.Difference.Differences, DiffJson.Write);
        writer.WriteBoolean("wentRoundGuard", drift.WentRoundGuard);
        GuardJson.WriteStatus(writer, drift.Guard);
        writer.WriteEndObject();
    }
}
