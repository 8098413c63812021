using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/parse/v1</c>.</summary>
internal static class ParseJson
{
    public static void Write(Utf8JsonWriter writer, SourceText text, Dialect dialect, Script script)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/parse/v1");
        writer.WriteString("file", text.Path);
        writer.WriteString("dialect", dialect.ToKeyword());
        writer.WriteArray("statements", script.Statements, WriteStatement);
        writer.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter writer, Statement statement)
    {
        writer.WriteStartObject();
        writer.WriteNumber("start", statement.Span.Start);
        writer.WriteNumber("end", statement.Span.End);
        writer.WriteString("kind", statement.Kind);
        WriteUnread(writer, statement);
        writer.WriteStrings("subkinds", statement.Subkinds);
        writer.WriteString("relation", statement.Relation);
        writer.WriteStrings("columns", statement.Columns);

        if (statement.Kind == "IndexStmt")
        {
            writer.WriteBoolean("concurrent", statement.Concurrent);
            writer.WriteBoolean("unique", statement.Unique);
        }

        writer.WriteArray("changes", statement.Changes, WriteChange);
        writer.WriteEndObject();
    }

    private static void WriteUnread(Utf8JsonWriter writer, Statement statement)
    {
        if (statement.Kind == "Unclassified" && statement.Changes.OfType<Unclassified>().FirstOrDefault() is { } unread)
        {
            writer.WriteString("reason", unread.Reason);
            writer.WriteNumber("at", unread.At);
        }
    }

    private static void WriteChange(Utf8JsonWriter writer, Change change)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", change.Kind);

        if (change.Subject is { } subject)
        {
            writer.WriteString("object", subject.ToString());
        }

        writer.WriteBoolean("certain", change.Certain);
        writer.WriteEndObject();
    }
}
