using System.Text.Json;
using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary><c>changegate/archives/v1</c>.</summary>
internal static class ArchiveJson
{
    public static void Write(Utf8JsonWriter writer, ArchiveStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/archives/v1");
        writer.WriteString("target", status.Target);
        writer.WriteString("environment", status.Environment);
        writer.WriteString("server", status.Server);
        writer.WriteString("database", status.Database);
        writer.WriteArray("archives", status.Archives, (writer, kept) => Write(writer, kept, status));

        if (status.Purged is { } purged)
        {
            writer.WriteBoolean("done", status.IsDone);
            writer.WriteStrings("purged", purged.Select(static kept => kept.Archive.ToString()));
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, KeptRows kept, ArchiveStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("archive", kept.Archive.ToString());
        writer.WriteString("source", kept.Source?.ToString());
        writer.WriteString("migration", kept.Migration);
        writer.WriteString("run", kept.RunId);
        writer.WriteNumber("rows", kept.Rows);
        WriteNumber(writer, "bytes", kept.Bytes);
        WriteNumber(writer, "ageSeconds", kept.AgeAt(status.At) is { } age ? (long)age.TotalSeconds : null);
        writer.WriteBoolean("needed", kept.IsNeeded);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
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
}
