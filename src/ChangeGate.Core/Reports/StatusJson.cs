using System.Text.Json;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/status/v1</c>.</summary>
internal static class StatusJson
{
    public static void Write(Utf8JsonWriter writer, TargetStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/status/v1");
        writer.WriteString("target", status.Target);
        writer.WriteString("environment", status.Environment);
        writer.WriteString("server", status.Server);
        writer.WriteString("database", status.Database);
        writer.WriteBoolean("upToDate", status.IsUpToDate);
        writer.WriteString("attention", status.Attention);
        writer.WriteArray("remarks", status.Remarks, static (writer, remark) => writer.WriteStringValue(remark));
        writer.WriteArray("migrations", status.Migrations, static (writer, migration) =>
        {
            writer.WriteStartObject();
            writer.WriteString("path", migration.Path);
            writer.WriteString("state", migration.State.ToKeyword());
            writer.WriteString("run", migration.RunId);

            if (migration.At is { } at)
            {
                writer.WriteTime("at", at);
            }
            else
            {
                writer.WriteNull("at");
            }

            writer.WriteEndObject();
        });
        GuardJson.WriteStatus(writer, status.Guard);
        writer.WriteEndObject();
    }
}
