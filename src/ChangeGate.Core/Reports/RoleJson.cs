using System.Text.Json;
using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary><c>changegate/roles/v1</c>.</summary>
internal static class RoleJson
{
    public static void Write(Utf8JsonWriter writer, RoleReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/roles/v1");
        writer.WriteString("target", report.Target);
        writer.WriteString("environment", report.Environment);
        writer.WriteString("server", report.Server);
        writer.WriteString("database", report.Database);
        writer.WriteString("role", report.Role);
        writer.WriteBoolean("least", report.IsLeast);
        writer.WriteArray("findings", report.Findings, static (writer, finding) =>
        {
            writer.WriteStartObject();
            writer.WriteString("code", finding.Code);
            writer.WriteString("message", finding.Sentence);
            writer.WriteBoolean("allowed", finding.IsAllowed);
            writer.WriteEndObject();
        });
        writer.WriteStrings("script", report.Script);
        writer.WriteEndObject();
    }
}
