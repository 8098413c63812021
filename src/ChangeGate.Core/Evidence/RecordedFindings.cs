using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>The stage that says what is dangerous about the set.</summary>
public sealed record RecordedFindings
{
    public required EquatableList<Finding> Findings { get; init; }

    public required RiskScore Risk { get; init; }

    /// <summary>Of the tables that the set touches, as they were when it was judged.</summary>
    public EquatableList<TableRows> Sizes { get; init; }

    public static RecordedFindings Of(Assessment assessment) => new() { Findings = assessment.Findings, Risk = assessment.Risk, Sizes = assessment.Sizes };

    internal JsonObject Write()
    {
        var written = WriteJudged();

        // Absent where none was known: bundles from before are read as they are.
        TableRows.WriteAll(Sizes, written);

        return written;
    }

    private JsonObject WriteJudged() => new()
    {
        ["findings"] = JsonLists.Write(Findings, WriteFinding),
        ["risk"] = new JsonObject
        {
            ["score"] = Risk.Score,
            ["level"] = Keywords.Write(Risk.Level),
            ["parts"] = JsonLists.Write(Risk.Parts, part => new JsonObject
            {
                ["finding"] = part.Finding,
                ["hazard"] = part.Hazard.ToKeyword(),
                ["points"] = part.Points,
                ["because"] = part.Because,
            }),
        },
    };

    internal static RecordedFindings Read(JsonElement element)
    {
        var risk = element.Member("risk");

        return new RecordedFindings
        {
            Findings = [.. element.Items("findings").Select(ReadFinding)],
            Risk = new RiskScore(risk.SmallNumber("score"), [.. risk.Items("parts").Select(part => new RiskPart(
                part.Member("finding").ValueKind == JsonValueKind.Null ? null : part.SmallNumber("finding"),
                part.Keyword<Hazard>("hazard"),
                (int)part.Number("points"),
                part.Text("because")))]),
            Sizes = TableRows.ReadAll(element),
        };
    }

    /// <summary>Where nothing was rehearsed, nothing of it is written: the text stays what it was.</summary>
    private static JsonObject WriteFinding(Finding finding)
    {
        var written = WriteFound(finding);

        if (finding.Observed is { } observed)
        {
            written["observed"] = Keywords.Write(observed);
        }

        return written;
    }

    private static JsonObject WriteFound(Finding finding) => new()
    {
        ["id"] = finding.Id,
        ["rule"] = finding.Rule,
        ["risk"] = Keywords.Write(finding.Risk),
        ["hazards"] = JsonLists.Write(finding.Hazards.Select(hazard => hazard.ToKeyword())),
        ["path"] = finding.Path,
        ["start"] = finding.Span.Start,
        ["length"] = finding.Span.Length,
        ["line"] = finding.Position.Line,
        ["column"] = finding.Position.Column,
        ["object"] = finding.Object is { } found ? RecordedNames.Write(found) : null,
        ["message"] = finding.Message,
        ["remedy"] = finding.Remedy,
        ["safeSql"] = finding.SafeSql,
        ["lock"] = finding.Lock is { } held ? WriteLock(held) : null,
        ["rows"] = finding.Rows,
        ["certain"] = finding.Certain,
        ["suppressed"] = finding.Suppressed,
    };

    private static Finding ReadFinding(JsonElement element) => new()
    {
        Id = element.Text("id"),
        Rule = element.Text("rule"),
        Risk = element.Keyword<Risk>("risk"),
        Hazards = [.. element.Texts("hazards").Select(Keywords.Read<Hazard>)],
        Path = element.Text("path"),
        Span = new Span(element.SmallNumber("start"), element.SmallNumber("length")),
        Position = new LinePosition(element.SmallNumber("line"), element.SmallNumber("column")),
        Object = element.Member("object") is { ValueKind: not JsonValueKind.Null } found ? RecordedNames.ReadId(found) : null,
        Message = element.Text("message"),
        Remedy = element.Text("remedy"),
        SafeSql = element.OptionalText("safeSql"),
        Lock = element.Member("lock") is { ValueKind: not JsonValueKind.Null } held ? ReadLock(held) : null,
        Rows = element.Member("rows").ValueKind == JsonValueKind.Null ? null : element.Number("rows"),
        Certain = element.Flag("certain"),
        Suppressed = element.OptionalText("suppressed"),
        Observed = element.TryGetProperty("observed", out _) ? element.Keyword<Observation>("observed") : null,
    };

    /// <summary>Where nothing is held besides, nothing of it is written: the text stays what it was.</summary>
    private static JsonObject WriteLock(LockEffect held)
    {
        var written = new JsonObject
        {
            ["mode"] = held.Mode,
            ["relations"] = JsonLists.Write(held.Relations, RecordedNames.Write),
            ["rewrites"] = held.Rewrites,
            ["scans"] = held.Scans,
            ["blocks"] = held.Blocks,
        };

        if (held.Besides is { } other)
        {
            written["besides"] = WriteLock(other);
        }

        return written;
    }

    private static LockEffect ReadLock(JsonElement element) => new(element.Text("mode"), [.. element.Items("relations").Select(RecordedNames.Read)])
    {
        Rewrites = element.Flag("rewrites"),
        Scans = element.Flag("scans"),
        Blocks = element.Text("blocks"),
        Besides = element.TryGetProperty("besides", out var other) ? ReadLock(other) : null,
    };
}
