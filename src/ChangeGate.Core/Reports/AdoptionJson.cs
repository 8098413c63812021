using System.Text.Json;
using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary><c>changegate/adoption/v1</c>.</summary>
internal static class AdoptionJson
{
    public static void Write(Utf8JsonWriter writer, AdoptionReport adoption)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/adoption/v1");
        writer.WriteString("target", adoption.Target);
        writer.WriteString("environment", adoption.Environment);
        writer.WriteString("server", adoption.Server);
        writer.WriteString("database", adoption.Database);
        writer.WriteString("tool", adoption.Tool);
        writer.WriteString("table", adoption.Table);
        writer.WriteBoolean("intoTool", adoption.IntoTool);
        writer.WriteArray("migrations", adoption.Migrations, static (writer, migration) =>
        {
            writer.WriteStartObject();
            writer.WriteString("path", migration.Path);
            writer.WriteString("digest", migration.Digest.ToString());
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }
}
