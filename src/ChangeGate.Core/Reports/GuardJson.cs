using System.Text.Json;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/guard/v1</c>, and the guard as other documents tell of it.</summary>
internal static class GuardJson
{
    public static void Write(Utf8JsonWriter writer, GuardReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/guard/v1");
        writer.WriteString("target", report.Target);
        writer.WriteString("environment", report.Environment);
        writer.WriteString("server", report.Server);
        writer.WriteString("database", report.Database);
        writer.WriteString("done", report.Done);
        WriteStatus(writer, report.Guard);

        if (report.Events is { } events)
        {
            writer.WriteArray("events", events, WriteEvent);
        }

        writer.WriteEndObject();
    }

    /// <summary>The member <c>guard</c>.</summary>
    public static void WriteStatus(Utf8JsonWriter writer, GuardStatus guard)
    {
        writer.WriteStartObject("guard");
        writer.WriteString("mode", guard.Mode.ToKeyword());
        writer.WriteString("runner", guard.Runner);
        writer.WriteString("breakGlass", guard.BreakGlass);

        if (guard.InstalledAt is { } at)
        {
            writer.WriteTime("installedAt", at);
        }
        else
        {
            writer.WriteNull("installedAt");
        }

        writer.WriteString("installedBy", guard.InstalledBy);
        writer.WriteString("fingerprint", guard.IsInstalled ? guard.Fingerprint.ToString() : null);
        writer.WriteBoolean("intact", guard.IsIntact);
        writer.WriteStrings("findings", guard.Findings);
        writer.WriteArray("unreported", guard.Unreported, WriteEvent);
        writer.WriteEndObject();
    }

    public static void WriteEvent(Utf8JsonWriter writer, GuardEvent one)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", one.Position);
        writer.WriteTime("at", one.At);
        writer.WriteString("passage", one.Passage.ToKeyword());
        writer.WriteBoolean("governed", !one.IsUngoverned);
        writer.WriteString("run", one.RunId);
        writer.WriteBoolean("breakGlass", one.Passage == GuardPassage.BreakGlass);
        writer.WriteString("tag", one.Tag);
        writer.WriteBoolean("drops", one.Drops);
        writer.WriteStrings("objects", one.Objects);
        writer.WriteNumber("objectCount", one.ObjectCount);
        writer.WriteString("login", one.Login);
        writer.WriteString("role", one.Role);
        writer.WriteString("application", one.Application);
        writer.WriteString("client", one.Client);
        writer.WriteNumber("process", one.Process);
        writer.WriteNumber("transaction", one.Transaction);
        writer.WriteString("statement", one.Statement.ToString());
        writer.WriteEndObject();
    }
}
