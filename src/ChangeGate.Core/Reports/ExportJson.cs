using System.Text.Json;
using ChangeGate.Evidence;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/evidence-export/v1</c>.</summary>
internal static class ExportJson
{
    public static void Write(Utf8JsonWriter writer, AuditExport export)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/evidence-export/v1");
        writer.WriteTime("from", export.Period.From);
        writer.WriteTime("until", export.Period.Until);
        writer.WriteString("checkpoint", export.Checkpoint?.ToText());
        writer.WriteBoolean("complete", export.Completeness.Passes);
        writer.WriteArray("completeness", export.Completeness.Claims, VerifyJson.WriteClaim);
        writer.WriteArray("runs", export.Runs, Write);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AuditedRun run)
    {
        var facts = RunFacts.Of(run);
        writer.WriteStartObject();
        writer.WriteNumber("first", run.First);
        writer.WriteNumber("last", run.Last);

        foreach (var (name, value) in facts)
        {
            writer.WriteString(name, value);
        }

        writer.WriteBoolean("verified", run.Verification.Passes);
        writer.WriteArray("claims", run.Verification.Claims, VerifyJson.WriteClaim);
        writer.WriteArray("controls", run.Controls, static (writer, result) =>
        {
            writer.WriteStartObject();
            writer.WriteString("standard", result.Control.Standard);
            writer.WriteString("asks", result.Control.Asks);
            writer.WriteString("field", result.Control.Field);
            writer.WriteString("verdict", result.Verdict.ToKeyword());
            writer.WriteString("because", result.Because);
            writer.WriteEndObject();
        });
        writer.WriteString("proof", run.Proof?.ToText());
        writer.WriteEndObject();
    }
}
