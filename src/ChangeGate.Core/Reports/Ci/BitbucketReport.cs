using System.Text.Json;
using ChangeGate.Decisions;
using ChangeGate.Findings;

namespace ChangeGate.Reports.Ci;

/// <summary>
/// Judgements for Bitbucket's Code Insights: <c>report</c> is the body that makes or replaces the report of a commit, and each member of <c>annotations</c> the body of one
/// request, as a request takes a hundred of them.
/// </summary>
/// <remarks>https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/</remarks>
public static class BitbucketReport
{
    /// <summary>A report holds no more. The most dangerous come first.</summary>
    public const int MostAnnotations = 1_000;

    private const int OfOneRequest = 100;

    private const int LongestSummary = 450;

    private const int LongestDetails = 2_000;

    /// <summary>Rows of the table that stands on the report.</summary>
    private const int MostRows = 10;

    public static string Write(IReadOnlyList<Judgement> judgements, ReportOptions options)
    {
        List<JudgementSummary> summaries = [.. judgements.Select(judgement => new JudgementSummary(judgement, options))];
        var findings = CiFinding.Of(judgements);

        return JsonText.Write(JsonLayout.Indented, writer =>
        {
            writer.WriteStartObject();
            WriteReport(writer, summaries, findings.Count - MostAnnotations);
            writer.WriteArray("annotations", findings.Take(MostAnnotations).Chunk(OfOneRequest), static (writer, request) =>
            {
                writer.WriteStartArray();

                foreach (var one in request)
                {
                    WriteAnnotation(writer, one);
                }

                writer.WriteEndArray();
            });
            writer.WriteEndObject();
        }) + "\n";
    }

    // PENDING is a report that is still being made; one that waits for consent must not look as if it had passed.
    private static void WriteReport(Utf8JsonWriter writer, List<JudgementSummary> summaries, int leftOut)
    {
        var lines = summaries.SelectMany(static summary => new[] { CiText.Headline(summary) }.Concat(CiText.Open(summary)));

        writer.WriteStartObject("report");
        writer.WriteString("title", "ChangeGate");
        writer.WriteString("details", Clip(string.Join('\n', leftOut > 0 ? lines.Prepend($"{leftOut} findings are left out, because a report holds {MostAnnotations}. The verdict counts all.") : lines), LongestDetails));
        writer.WriteString("report_type", "BUG");
        writer.WriteString("reporter", "ChangeGate");
        writer.WriteString("result", summaries.All(CiText.IsGood) ? "PASSED" : "FAILED");
        writer.WriteArray("data", summaries.Take(MostRows), static (writer, summary) =>
        {
            writer.WriteStartObject();
            writer.WriteString("title", Clip(Escape.Terminal(summary.Assessment.Set.Target), LongestSummary));
            writer.WriteString("type", "TEXT");
            writer.WriteString("value", $"{summary.Decision.Verdict.ToTitle()}, {summary.RiskTitle}");
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteAnnotation(Utf8JsonWriter writer, CiFinding one)
    {
        writer.WriteStartObject();
        writer.WriteString("external_id", $"changegate-{one.Fingerprint}");
        writer.WriteString("annotation_type", one.Finding.Hazards.Contains(Hazard.Security) ? "VULNERABILITY" : one.Finding.Risk == Risk.Danger ? "BUG" : "CODE_SMELL");
        writer.WriteString("severity", one.Finding.Risk switch { Risk.Danger => "HIGH", Risk.Caution => "MEDIUM", _ => "LOW" });
        writer.WriteString("summary", Clip($"{one.Finding.Rule}: {one.Message}", LongestSummary));
        writer.WriteString("details", Clip(one.Advice, LongestDetails));
        writer.WriteString("path", one.Path);
        writer.WriteNumber("line", one.StartLine);
        writer.WriteEndObject();
    }

    // With the ellipsis.
    private static string Clip(string text, int length) => text.Length <= length ? text : Escape.Clip(text, length - 1);
}
