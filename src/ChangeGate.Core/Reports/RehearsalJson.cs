using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>One migration as it went on a shadow.</summary>
internal static class RehearsalJson
{
    public static void Write(Utf8JsonWriter writer, MigrationRehearsal rehearsal, string server)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/rehearsal/v1");
        writer.WriteString("server", server);
        WriteMembers(writer, rehearsal);
        writer.WriteEndObject();
    }

    /// <summary>What a document about one migration says of it, wherever it stands.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, MigrationRehearsal rehearsal)
    {
        writer.WriteString("path", rehearsal.Migration.Path);
        writer.WriteString("digest", rehearsal.Migration.Digest.ToString());
        writer.WriteStartArray("statements");

        foreach (var statement in rehearsal.Statements)
        {
            Write(writer, statement, rehearsal.Migration.Text);
        }

        writer.WriteEndArray();
        writer.WriteString("stopped", rehearsal.Stopped);
        writer.WriteArray("lost", rehearsal.Lost, Write);
        writer.WriteArray("differences", rehearsal.Differences, DiffJson.Write);
        writer.WriteArray("foldDifferences", rehearsal.FoldDifferences, DiffJson.Write);
        writer.WriteStrings("schemaSql", rehearsal.Schema?.Sql ?? []);
        Write(writer, "rollback", rehearsal.Rollback);
        Write(writer, "down", rehearsal.Down);
    }

    private static void Write(Utf8JsonWriter writer, LostValues lost)
    {
        writer.WriteStartObject();
        writer.WriteString("table", lost.Table.ToString());
        writer.WriteString("column", lost.Column);
        writer.WriteNumber("count", lost.Count);
        writer.WriteNumber("of", lost.Of);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ObservedStatement statement, SourceText text)
    {
        var at = text.PositionOf(statement.Span.Start);
        writer.WriteStartObject();
        writer.WriteNumber("start", statement.Span.Start);
        writer.WriteNumber("end", statement.Span.End);
        writer.WriteNumber("line", at.Line);
        writer.WriteNumber("column", at.Column);
        writer.WriteNumber("durationMs", Math.Round(statement.Duration.TotalMilliseconds, 3));
        writer.WriteStartArray("locks");

        foreach (var held in statement.Locks)
        {
            writer.WriteStartObject();
            writer.WriteString("relation", held.Relation.ToString());
            writer.WriteString("mode", held.Mode);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStrings("rewritten", statement.Rewritten.Select(static name => name.ToString()));
        writer.WriteStrings("scanned", statement.Scanned.Select(static name => name.ToString()));
        writer.WriteArray("made", statement.Made, Write);
        writer.WriteArray("dropped", statement.Dropped, Write);
        writer.WriteArray("notices", statement.Notices, static (writer, notice) =>
        {
            writer.WriteStartObject();
            writer.WriteString("code", notice.Code);
            writer.WriteString("message", notice.Message);
            writer.WriteEndObject();
        });
        writer.WriteNumberOrNull("rows", statement.Rows);
        writer.WriteNumberOrNull("walBytes", statement.WalBytes);
        writer.WriteNumberOrNull("temporaryBytes", statement.TemporaryBytes);
        Write(writer, statement.AtSize);
        Write(writer, statement.Error);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ObjectId id)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", id.Kind.ToKeyword());
        writer.WriteString("object", id.ToString());
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SizeEstimate? estimate)
    {
        if (estimate is null)
        {
            writer.WriteNull("atSize");
            return;
        }

        writer.WriteStartObject("atSize");
        writer.WriteString("table", estimate.Table.ToString());
        writer.WriteNumber("rows", estimate.Rows);
        writer.WriteNumber("shortestMs", Math.Round(estimate.Shortest.TotalMilliseconds, 3));
        writer.WriteNumber("expectedMs", Math.Round(estimate.Expected.TotalMilliseconds, 3));
        writer.WriteNumber("longestMs", Math.Round(estimate.Longest.TotalMilliseconds, 3));
        writer.WriteNumberOrNull("walBytes", estimate.WalBytes);
        writer.WriteNumberOrNull("diskBytes", estimate.DiskBytes);
        writer.WriteArray("measured", estimate.Measured, static (writer, one) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("rows", one.Rows);
            writer.WriteNumber("durationMs", Math.Round(one.Duration.TotalMilliseconds, 3));
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ObservedError? error)
    {
        if (error is null)
        {
            writer.WriteNull("error");
            return;
        }

        writer.WriteStartObject("error");
        writer.WriteString("code", error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteNumberOrNull("line", error.Position?.Line);
        writer.WriteNumberOrNull("column", error.Position?.Column);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, RollbackProof? proof)
    {
        if (proof is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("verdict", proof.Verdict.ToKeyword());
        writer.WriteString("because", proof.Because);
        writer.WriteBoolean("schemaEqual", proof.SchemaEqual);
        writer.WriteBoolean("rowsEqual", proof.RowsEqual);

        if (proof.WritesKept is { } kept)
        {
            writer.WriteBoolean("writesKept", kept);
        }
        else
        {
            writer.WriteNull("writesKept");
        }

        writer.WriteString("writesBecause", proof.WritesBecause);
        writer.WriteStrings("script", proof.Script);
        writer.WriteStrings("kept", proof.Kept);
        writer.WriteString("before", proof.Before?.ToString());
        writer.WriteString("after", proof.After?.ToString());
        writer.WriteString("back", proof.Back?.ToString());
        writer.WriteNumber("tables", proof.Tables);
        writer.WriteNumber("rows", proof.Rows);
        writer.WriteEndObject();
    }
}
