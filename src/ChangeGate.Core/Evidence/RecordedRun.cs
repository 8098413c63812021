using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Migrations;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>The stage that says what ran.</summary>
public sealed record RecordedRun(RunReport Report)
{
    private const string Unfinished = "unfinished";

    internal JsonObject Write()
    {
        var content = WriteReport();

        // Only where there is one, so that bundles from before are read as they are.
        if (Report.Guard is { } guard)
        {
            content["guard"] = RecordedGuard.Write(guard);
        }

        if (Report.Unfinished.Count > 0)
        {
            content[Unfinished] = JsonLists.Write(Report.Unfinished, WriteUnfinished);
        }

        if (Report.Identity is { } identity)
        {
            content["identity"] = RecordedIdentity.Write(identity);
        }

        return content;
    }

    private static JsonObject WriteUnfinished(UnfinishedObject one)
    {
        var written = RecordedNames.Write(one.Object);
        written["broken"] = one.IsBroken;

        return written;
    }

    private JsonObject WriteReport() => new()
    {
        ["id"] = Report.Id,
        ["kind"] = Keywords.Write(Report.Kind),
        ["target"] = Report.Target,
        ["environment"] = Report.Environment,
        ["environmentClass"] = Keywords.Write(Report.EnvironmentClass),
        ["server"] = Report.Server,
        ["database"] = Report.Database,
        ["setDigest"] = Report.SetDigest.ToString(),
        ["startedAt"] = Timestamp.Write(Report.StartedAt),
        ["endedAt"] = Timestamp.Write(Report.EndedAt),
        ["outcome"] = Keywords.Write(Report.Outcome),
        ["because"] = Report.Because,
        ["schemaBefore"] = JsonLists.Write(Report.SchemaBefore),
        ["schemaAfter"] = JsonLists.Write(Report.SchemaAfter),
        ["actor"] = Report.Actor,
        ["rollsBack"] = Report.RollsBack,
        ["migrations"] = JsonLists.Write(Report.Migrations, migration => new JsonObject { ["path"] = migration.Path, ["digest"] = migration.Digest.ToString() }),
        ["archives"] = JsonLists.Write(Report.Archives, RecordedRollbacks.WriteArchive),
        ["statements"] = JsonLists.Write(Report.Statements, WriteStatement),
        ["cleaning"] = JsonLists.Write(Report.Cleaning, WriteStatement),
        ["rehearsed"] = Report.Rehearsed is { } rehearsed ? RecordedMatch.Write(rehearsed) : null,
    };

    internal static RecordedRun Read(JsonElement element) => new(new RunReport
    {
        Id = element.Text("id"),
        Kind = element.Keyword<RunKind>("kind"),
        Target = element.Text("target"),
        Environment = element.Text("environment"),
        EnvironmentClass = element.Keyword<EnvironmentClass>("environmentClass"),
        Server = element.Text("server"),
        Database = element.Text("database"),
        SetDigest = element.Digest("setDigest"),
        StartedAt = element.Moment("startedAt"),
        EndedAt = element.Moment("endedAt"),
        Outcome = element.Keyword<RunOutcome>("outcome"),
        Because = element.OptionalText("because"),
        SchemaBefore = element.OptionalDigest("schemaBefore") ?? default,
        SchemaAfter = element.OptionalDigest("schemaAfter") ?? default,
        Actor = element.Text("actor"),
        RollsBack = element.OptionalText("rollsBack"),
        Migrations = [.. element.Items("migrations").Select(item => new RanMigration(item.Text("path"), item.Digest("digest")))],
        Archives = [.. element.Items("archives").Select(RecordedRollbacks.ReadArchive)],
        Statements = [.. element.Items("statements").Select(ReadStatement)],
        Cleaning = [.. element.Items("cleaning").Select(ReadStatement)],
        Rehearsed = element.Member("rehearsed") is { ValueKind: not JsonValueKind.Null } rehearsed ? RecordedMatch.Read(rehearsed) : null,
        Guard = element.TryGetProperty("guard", out var guard) ? RecordedGuard.Read(guard) : null,
        Unfinished = element.TryGetProperty(Unfinished, out _) ? [.. element.Items(Unfinished).Select(static one => new UnfinishedObject(RecordedNames.ReadId(one), one.Flag("broken")))] : [],
        Identity = element.TryGetProperty("identity", out var identity) ? RecordedIdentity.Read(identity) : null,
    });

    private static JsonObject WriteStatement(StatementRun statement) => new()
    {
        ["path"] = statement.Path,
        ["number"] = statement.Number,
        ["digest"] = statement.Digest.ToString(),
        ["startedAt"] = Timestamp.Write(statement.StartedAt),
        ["tookTicks"] = statement.Took.Ticks,
        ["rows"] = statement.Rows,
        ["outcome"] = Keywords.Write(statement.Outcome),
        ["error"] = statement.Error,
        ["inTransaction"] = statement.InTransaction,
        ["at"] = statement.At is { } at ? new JsonObject { ["line"] = at.Line, ["column"] = at.Column } : null,
        ["earlierRun"] = statement.EarlierRun,
    };

    private static StatementRun ReadStatement(JsonElement element) => new(element.Text("path"), element.SmallNumber("number"), element.Digest("digest"))
    {
        StartedAt = element.Moment("startedAt"),
        Took = TimeSpan.FromTicks(element.Number("tookTicks")),
        Rows = element.Member("rows").ValueKind == JsonValueKind.Null ? null : element.Number("rows"),
        Outcome = element.Keyword<RunOutcome>("outcome"),
        Error = element.OptionalText("error"),
        InTransaction = element.Flag("inTransaction"),
        At = element.Member("at") is { ValueKind: not JsonValueKind.Null } at ? new LinePosition(at.SmallNumber("line"), at.SmallNumber("column")) : null,
        EarlierRun = element.OptionalText("earlierRun"),
    };
}
