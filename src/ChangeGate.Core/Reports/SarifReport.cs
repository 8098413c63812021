using System.Text.Json;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rules;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>Findings as SARIF 2.1.0, within the limits of GitHub's code scanning. What did not fit is counted in the run's notifications.</summary>
public static class SarifReport
{
    /// <summary>https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning</summary>
    public const int ResultLimit = 25_000;

    private const int LongestText = 2_000;

    public static string Write(Judgement judgement, ReportOptions options)
    {
        var results = SarifResult.Of(judgement.Assessment);
        List<SarifResult> shown = results.Count <= ResultLimit
            ? [.. results]
            : [.. results.OrderBy(result => result.Finding.Suppressed is not null).ThenBy(result => result.Finding.Risk).Take(ResultLimit)];
        var rules = shown.Select(result => result.Finding).DistinctBy(finding => finding.Rule).ToList();
        var places = rules.Select((finding, index) => KeyValuePair.Create(finding.Rule, index)).ToDictionary(StringComparer.Ordinal);

        return JsonText.Write(JsonLayout.Indented, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            writer.WriteStartObject("tool");
            writer.WriteStartObject("driver");
            writer.WriteString("name", "ChangeGate");
            writer.WriteArray("rules", rules, (writer, finding) => WriteRule(writer, finding, options.RulesUrl));
            writer.WriteEndObject();
            writer.WriteEndObject();
            WriteRun(writer, judgement, results.Count - shown.Count);
            writer.WriteArray("results", shown, (writer, result) => WriteResult(writer, result, places[result.Finding.Rule]));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }) + "\n";
    }

    private static void WriteRule(Utf8JsonWriter writer, Finding finding, string? rulesUrl)
    {
        var doc = RuleCatalog.Find(finding.Rule)?.Doc;
        var hazards = doc?.Hazards ?? finding.Hazards;
        var risk = doc?.Risk ?? finding.Risk;

        writer.WriteStartObject();
        writer.WriteString("id", finding.Rule);
        writer.WriteString("name", finding.Rule);
        WriteText(writer, "shortDescription", doc is null ? $"Rule {finding.Id}." : Plain(doc.When));
        WriteText(writer, "fullDescription", doc is null ? $"Rule {finding.Id}." : Plain($"{doc.When} {doc.Why}"));
        WriteText(writer, "help", doc is null ? Plain(finding.Remedy.Length > 0 ? finding.Remedy : $"Rule {finding.Id}.") : Plain($"{doc.Why} Instead: {doc.Instead}"));

        if (rulesUrl is not null && MarkdownLinks.IsSafe($"{rulesUrl}{finding.Rule}.md"))
        {
            writer.WriteString("helpUri", $"{rulesUrl}{finding.Rule}.md");
        }

        writer.WriteStartObject("defaultConfiguration");
        writer.WriteString("level", Level(risk));
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        writer.WriteString("id", finding.Id);
        writer.WriteStrings("tags", hazards.Select(hazard => hazard.ToKeyword()).Distinct().Take(10));

        if (hazards.Contains(Hazard.Security))
        {
            writer.WriteString("security-severity", risk switch { Risk.Danger => "8.0", Risk.Caution => "5.0", _ => "2.0" });
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter writer, Judgement judgement, int leftOut)
    {
        var assessment = judgement.Assessment;
        var target = Escape.Visible(assessment.Set.Target);

        // Of its own category, so that one target's upload does not close the alerts of another.
        writer.WriteStartObject("automationDetails");
        writer.WriteString("id", $"changegate/{target}/");
        writer.WriteEndObject();
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteStrings("newlineSequences", ["\r\n", "\n", "\r"]);
        writer.WriteStartArray("invocations");
        writer.WriteStartObject();
        writer.WriteBoolean("executionSuccessful", true);

        if (leftOut > 0)
        {
            writer.WriteStartArray("toolExecutionNotifications");
            writer.WriteStartObject();
            writer.WriteString("level", "warning");
            WriteText(writer, "message", $"{leftOut} findings are left out, because a run may have {ResultLimit}. The most dangerous are here, and the verdict counts all.");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("properties");
        writer.WriteString("target", target);
        writer.WriteString("verdict", judgement.Decision.Verdict.ToKeyword());
        writer.WriteNumber("risk", assessment.Risk.Score);
        writer.WriteString("digest", assessment.Digest.ToString());
        writer.WriteNumber("leftOut", leftOut);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, SarifResult result, int ruleIndex)
    {
        var finding = result.Finding;

        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Rule);
        writer.WriteNumber("ruleIndex", ruleIndex);
        writer.WriteString("level", Level(finding.Risk));
        WriteText(writer, "message", Plain(finding.Remedy.Length > 0 ? $"{finding.Message} {finding.Remedy}" : finding.Message));
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", result.Uri);
        writer.WriteString("uriBaseId", "%SRCROOT%");
        writer.WriteEndObject();
        WriteRegion(writer, result);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();

        // The one that GitHub reads, by the name under which it reads it.
        writer.WriteStartObject("partialFingerprints");
        writer.WriteString("primaryLocationLineHash", result.Fingerprint);
        writer.WriteEndObject();

        if (finding.Suppressed is { } reason)
        {
            writer.WriteStartArray("suppressions");
            writer.WriteStartObject();
            writer.WriteString("kind", "inSource");
            writer.WriteString("justification", Plain(reason));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter writer, SarifResult result)
    {
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", result.Start.Line);
        writer.WriteNumber("startColumn", result.Start.Column);

        if (result.End is { } end)
        {
            writer.WriteNumber("endLine", end.Line);
            writer.WriteNumber("endColumn", end.Column);
            writer.WriteNumber("charOffset", result.Finding.Span.Start);
            writer.WriteNumber("charLength", result.Finding.Span.Length);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    /// <summary>Plain text of a message: <c>{0}</c> would be an argument there and <c>[text](address)</c> a link.</summary>
    private static string Plain(string prose) =>
        Escape.Clip(Escape.Visible(Prose.Plain(prose.ReplaceLineEndings(" "))), LongestText)
            .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal).Replace("](", "] (", StringComparison.Ordinal);

    private static string Level(Risk risk) => risk switch
    {
        Risk.Danger => "error",
        Risk.Caution => "warning",
        _ => "note",
    };
}
