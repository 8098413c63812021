using ChangeGate.Decisions;
using ChangeGate.Findings;

namespace ChangeGate.Reports.Ci;

/// <summary>Findings as GitLab's code quality report: an array, whose entries are known again by their fingerprint. It holds no verdict, because that is of no file.</summary>
/// <remarks>https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format</remarks>
public static class GitlabReport
{
    public static string Write(IEnumerable<Judgement> judgements) => JsonText.Write(JsonLayout.Indented, writer =>
    {
        writer.WriteStartArray();

        foreach (var one in CiFinding.Of(judgements))
        {
            writer.WriteStartObject();
            writer.WriteString("description", one.Advice);
            writer.WriteString("check_name", one.Finding.Rule);
            writer.WriteString("fingerprint", one.Fingerprint);
            writer.WriteString("severity", Severity(one.Finding.Risk));
            writer.WriteStartObject("location");
            writer.WriteString("path", one.Path);
            writer.WriteStartObject("lines");
            writer.WriteNumber("begin", one.StartLine);
            writer.WriteNumber("end", one.EndLine);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }) + "\n";

    /// <summary>Of <c>info</c>, <c>minor</c>, <c>major</c>, <c>critical</c> and <c>blocker</c>.</summary>
    private static string Severity(Risk risk) => risk switch
    {
        Risk.Danger => "critical",
        Risk.Caution => "major",
        _ => "info",
    };
}
