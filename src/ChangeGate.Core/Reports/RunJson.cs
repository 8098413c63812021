using System.Text.Json;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/run/v1</c>.</summary>
internal static class RunJson
{
    public static void Write(Utf8JsonWriter writer, RunReport run)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/run/v1");
        writer.WriteString("id", run.Id);
        writer.WriteString("kind", run.Kind.ToKeyword());
        writer.WriteString("rollsBack", run.RollsBack);
        writer.WriteString("outcome", run.Outcome.ToKeyword());
        writer.WriteString("target", run.Target);
        writer.WriteString("environment", run.Environment);
        writer.WriteString("environmentClass", run.EnvironmentClass.ToKeyword());
        writer.WriteString("server", run.Server);
        writer.WriteString("database", run.Database);
        writer.WriteString("actor", run.Actor);
        writer.WriteString("digest", run.SetDigest.ToString());
        writer.WriteTime("startedAt", run.StartedAt);
        writer.WriteTime("endedAt", run.EndedAt);
        writer.WriteStartObject("schemaFingerprint");
        writer.WriteString("before", run.SchemaBefore.ToString());
        writer.WriteString("after", run.SchemaAfter.ToString());
        writer.WriteEndObject();
        WriteRehearsed(writer, run.Rehearsed);
        WriteGuard(writer, run.Guard);
        writer.WriteArray("unfinished", run.Unfinished, static (writer, one) =>
        {
            writer.WriteStartObject();
            writer.WriteString("kind", one.Object.Kind.ToKeyword());
            writer.WriteString("object", one.Object.ToString());
            writer.WriteBoolean("broken", one.IsBroken);
            writer.WriteEndObject();
        });
        IdentityJson.Write(writer, run.Identity);
        writer.WriteArray("migrations", run.Migrations, WriteMigration);
        writer.WriteArray("statements", run.Statements, WriteStatement);
        writer.WriteArray("archives", run.Archives, static (writer, archive) =>
        {
            writer.WriteStartObject();
            writer.WriteString("source", archive.Source.ToString());
            writer.WriteString("archive", archive.Archive.ToString());
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteRehearsed(Utf8JsonWriter writer, RehearsedRun? rehearsed)
    {
        writer.WritePropertyName("rehearsed");

        if (rehearsed is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();

        foreach (var (name, match) in new[] { ("before", rehearsed.Before), ("after", rehearsed.After) })
        {
            writer.WriteStartObject(name);
            writer.WriteString("agreement", match.Agreement.ToKeyword());
            writer.WriteArray("differences", match.Differences, static (writer, difference) => writer.WriteStringValue(difference));
            writer.WriteArray("aside", match.Aside, static (writer, difference) => writer.WriteStringValue(difference));
            writer.WriteString("because", match.Because);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("mayDiffer", rehearsed.MayDiffer);
        writer.WriteEndObject();
    }

    private static void WriteGuard(Utf8JsonWriter writer, GuardSeen? guard)
    {
        writer.WritePropertyName("guard");

        if (guard is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("mode", guard.Mode.ToKeyword());
        writer.WriteString("fingerprint", guard.Fingerprint.ToString());
        writer.WriteArray("events", guard.Events, GuardJson.WriteEvent);
        writer.WriteEndObject();
    }

    private static void WriteMigration(Utf8JsonWriter writer, RanMigration migration)
    {
        writer.WriteStartObject();
        writer.WriteString("path", migration.Path);
        writer.WriteString("digest", migration.Digest.ToString());
        writer.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter writer, StatementRun statement)
    {
        writer.WriteStartObject();
        writer.WriteString("path", statement.Path);
        writer.WriteNumber("number", statement.Number);
        writer.WriteString("digest", statement.Digest.ToString());
        writer.WriteTime("startedAt", statement.StartedAt);
        writer.WriteNumber("durationMs", Math.Round(statement.Took.TotalMilliseconds, 3));
        writer.WriteNumberOrNull("rows", statement.Rows);
        writer.WriteBoolean("inTransaction", statement.InTransaction);
        writer.WriteString("outcome", statement.Outcome.ToKeyword());
        writer.WriteString("error", statement.Error);
        writer.WriteEndObject();
    }
}
