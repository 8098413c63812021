using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What one statement did.</summary>
/// <param name="Number">Its place among the statements of the script, from 1; 0 where it is none of them.</param>
public sealed record RehearsedStatement(int Number, Digest Digest)
{
    public TimeSpan Took { get; init; }

    public EquatableList<ObservedLock> Locks { get; init; }

    public EquatableList<ObjectName> Rewritten { get; init; }

    public EquatableList<ObjectName> Scanned { get; init; }

    public EquatableList<ObjectId> Made { get; init; }

    public EquatableList<ObjectId> Dropped { get; init; }

    public EquatableList<ObservedNotice> Notices { get; init; }

    public long? Rows { get; init; }

    public long? WalBytes { get; init; }

    public long? TemporaryBytes { get; init; }

    public SizeEstimate? AtSize { get; init; }

    public ObservedError? Error { get; init; }

    internal static RehearsedStatement Of(ObservedStatement seen, Migration migration, MigrationAssessment? assessed)
    {
        // A shadow may be sent another text for it (what takes a superuser elsewhere), so its place says which one it is.
        var (index, statement) = (assessed?.Script.Statements ?? []).Index().FirstOrDefault(one => one.Item.Span.Start == seen.Span.Start);
        var sql = statement is null ? "" : migration.Text.Slice(statement.Span);

        return new RehearsedStatement(statement is null ? 0 : index + 1, Digest.Of(sql))
        {
            Took = seen.Duration,
            Locks = seen.Locks,
            Rewritten = seen.Rewritten,
            Scanned = seen.Scanned,
            Made = seen.Made,
            Dropped = seen.Dropped,
            Notices = seen.Notices,
            Rows = seen.Rows,
            WalBytes = seen.WalBytes,
            TemporaryBytes = seen.TemporaryBytes,
            AtSize = seen.AtSize,
            Error = seen.Error,
        };
    }

    internal JsonObject Write() => new()
    {
        ["number"] = Number,
        ["digest"] = Digest.ToString(),
        ["tookTicks"] = Took.Ticks,
        ["locks"] = JsonLists.Write(Locks, static held => new JsonObject { ["relation"] = RecordedNames.Write(held.Relation), ["mode"] = held.Mode }),
        ["rewritten"] = JsonLists.Write(Rewritten, RecordedNames.Write),
        ["scanned"] = JsonLists.Write(Scanned, RecordedNames.Write),
        ["made"] = JsonLists.Write(Made, RecordedNames.Write),
        ["dropped"] = JsonLists.Write(Dropped, RecordedNames.Write),
        ["notices"] = JsonLists.Write(Notices, static notice => new JsonObject { ["code"] = notice.Code, ["message"] = notice.Message }),
        ["rows"] = Rows,
        ["walBytes"] = WalBytes,
        ["temporaryBytes"] = TemporaryBytes,
        ["atSize"] = AtSize is { } estimate ? Write(estimate) : null,
        ["error"] = Error is { } error ? Write(error) : null,
    };

    internal static RehearsedStatement Read(JsonElement element) => new(element.SmallNumber("number"), element.Digest("digest"))
    {
        Took = TimeSpan.FromTicks(element.Number("tookTicks")),
        Locks = [.. element.Items("locks").Select(static held => new ObservedLock(RecordedNames.Read(held.Member("relation")), held.Text("mode")))],
        Rewritten = [.. element.Items("rewritten").Select(RecordedNames.Read)],
        Scanned = [.. element.Items("scanned").Select(RecordedNames.Read)],
        Made = [.. element.Items("made").Select(RecordedNames.ReadId)],
        Dropped = [.. element.Items("dropped").Select(RecordedNames.ReadId)],
        Notices = [.. element.Items("notices").Select(static notice => new ObservedNotice(notice.Text("code"), notice.OptionalText("message")))],
        Rows = element.OptionalNumber("rows"),
        WalBytes = element.OptionalNumber("walBytes"),
        TemporaryBytes = element.OptionalNumber("temporaryBytes"),
        AtSize = element.Member("atSize") is { ValueKind: not JsonValueKind.Null } estimate ? ReadEstimate(estimate) : null,
        Error = element.Member("error") is { ValueKind: not JsonValueKind.Null } error ? ReadError(error) : null,
    };

    private static JsonObject Write(ObservedError error) => new()
    {
        ["code"] = error.Code,
        ["message"] = error.Message,
        ["at"] = error.Position is { } at ? new JsonObject { ["line"] = at.Line, ["column"] = at.Column } : null,
    };

    private static ObservedError ReadError(JsonElement element) => new(
        element.Text("code"),
        element.Text("message"),
        element.Member("at") is { ValueKind: not JsonValueKind.Null } at ? new LinePosition(at.SmallNumber("line"), at.SmallNumber("column")) : null);

    private static JsonObject Write(SizeEstimate estimate) => new()
    {
        ["table"] = RecordedNames.Write(estimate.Table),
        ["rows"] = estimate.Rows,
        ["shortestTicks"] = estimate.Shortest.Ticks,
        ["expectedTicks"] = estimate.Expected.Ticks,
        ["longestTicks"] = estimate.Longest.Ticks,
        ["walBytes"] = estimate.WalBytes,
        ["diskBytes"] = estimate.DiskBytes,
        ["measured"] = JsonLists.Write(estimate.Measured, static one => new JsonObject { ["rows"] = one.Rows, ["tookTicks"] = one.Duration.Ticks }),
    };

    private static SizeEstimate ReadEstimate(JsonElement element) => new(
        RecordedNames.Read(element.Member("table")),
        element.Number("rows"),
        TimeSpan.FromTicks(element.Number("shortestTicks")),
        TimeSpan.FromTicks(element.Number("longestTicks")),
        element.OptionalNumber("walBytes"),
        element.OptionalNumber("diskBytes"))
    {
        Expected = TimeSpan.FromTicks(element.Number("expectedTicks")),
        Measured = [.. element.Items("measured").Select(static one => new SizeMeasurement(one.Number("rows"), TimeSpan.FromTicks(one.Number("tookTicks"))))],
    };
}
