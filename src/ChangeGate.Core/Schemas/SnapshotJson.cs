using System.Globalization;
using System.Text;
using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Failures;

namespace ChangeGate.Schemas;

/// <summary>A snapshot and sizes as a file: the same bytes for the same schema, one object after another in a fixed order.</summary>
public static class SnapshotJson
{
    private const string Schema = "changegate/snapshot/v1";

    private const string Times = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string Write(SchemaSnapshot snapshot, SchemaStatistics? statistics)
    {
        using var stream = new MemoryStream();

        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("dialect", snapshot.Dialect.ToKeyword());
            json.WriteStartArray("objects");

            foreach (var value in snapshot.Objects.OrderBy(value => value.Id, ObjectIdOrder.Instance))
            {
                ObjectJson.Write(json, value);
            }

            json.WriteEndArray();
            WriteStatistics(json, statistics);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    /// <param name="json">The content of the file.</param>
    /// <param name="path">The file's name, for messages.</param>
    public static (SchemaSnapshot Snapshot, SchemaStatistics? Statistics) Read(string json, string path)
    {
        using var document = Parse(json, path);
        var root = new JsonCursor(document.RootElement, path, "$");

        if (root.Optional("schema") is not Schema)
        {
            throw root.Expected($"\"schema\": \"{Schema}\"");
        }

        var dialect = root.Optional("dialect") switch
        {
            "postgresql" => Dialect.PostgreSql,
            "sqlite" => Dialect.Sqlite,
            _ => throw root.Expected("\"dialect\": \"postgresql\" or \"sqlite\""),
        };

        return (SchemaSnapshot.Of(dialect, root.Items("objects").Select(ObjectReader.Read)), ReadStatistics(root));
    }

    private static JsonDocument Parse(string json, string path)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException failure)
        {
            throw new GateException(
                $"'{path}' is not JSON: line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}.",
                "Write it again with `changegate snapshot`.",
                failure);
        }
    }

    private static void WriteStatistics(Utf8JsonWriter json, SchemaStatistics? statistics)
    {
        if (statistics is null)
        {
            return;
        }

        json.WriteStartObject("statistics");
        json.WriteString("readAt", statistics.ReadAt.UtcDateTime.ToString(Times, CultureInfo.InvariantCulture));
        json.WriteStartArray("tables");

        foreach (var table in statistics.Tables.OrderBy(table => ObjectId.Table(table.Table), ObjectIdOrder.Instance))
        {
            json.WriteStartObject();
            json.Name("table", table.Table);
            json.WriteNumber("rows", table.Rows);

            if (table.Bytes is { } bytes)
            {
                json.WriteNumber("bytes", bytes);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SchemaStatistics? ReadStatistics(JsonCursor root)
    {
        if (root.Object("statistics") is not { } json)
        {
            return null;
        }

        if (!DateTimeOffset.TryParseExact(json.Optional("readAt"), Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var readAt))
        {
            throw json.Expected("\"readAt\" as 2026-01-31T12:00:00Z");
        }

        return new SchemaStatistics(readAt, [.. json.Items("tables").Select(ReadTable)]);
    }

    private static TableStatistics ReadTable(JsonCursor json) => new(
        json.Name("table") ?? throw json.Expected("a member \"table\""),
        json.Number("rows") ?? throw json.Expected("a member \"rows\""),
        json.Number("bytes"));
}
