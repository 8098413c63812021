using System.Globalization;
using System.Text;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rules;
using ChangeGate.Text;

namespace ChangeGate.Reports.Ci;

/// <summary>Judgements as service messages: an inspection for each finding, and a problem of the build for each target that is not allowed.</summary>
/// <remarks>https://www.jetbrains.com/help/teamcity/service-messages.html</remarks>
public static class TeamcityReport
{
    /// <summary>Of an inspection's message and of a problem's description.</summary>
    private const int LongestText = 4_000;

    /// <summary>Of the identity of a problem, which keeps it the same from build to build.</summary>
    private const string Identity = "changegate-";

    public static string Write(IReadOnlyList<Judgement> judgements, ReportOptions options) => string.Concat(Messages(judgements, options).Select(static message => message + "\n"));

    /// <summary>A value between quotes: with it no value ends itself or its message, and all of it is ASCII.</summary>
    public static string Value(string text)
    {
        var result = new StringBuilder(text.Length + 16);

        foreach (var c in Escape.Visible(text))
        {
            result.Append(c switch
            {
                '\'' or '|' or '[' or ']' => $"|{c}",
                > '\x7e' => string.Create(CultureInfo.InvariantCulture, $"|0x{(int)c:X4}"),
                _ => c.ToString(),
            });
        }

        return result.ToString();
    }

    private static IEnumerable<string> Messages(IReadOnlyList<Judgement> judgements, ReportOptions options)
    {
        var findings = CiFinding.Of(judgements);

        foreach (var finding in findings.Select(static one => one.Finding).DistinctBy(static finding => finding.Rule))
        {
            var description = RuleCatalog.Find(finding.Rule)?.Doc is { } doc ? CiText.Line($"{doc.When} {doc.Why}") : $"Rule {finding.Id}.";
            yield return Message("inspectionType", ("id", finding.Rule), ("name", finding.Rule), ("category", "ChangeGate"), ("description", description));
        }

        foreach (var one in findings)
        {
            yield return Message(
                "inspection",
                ("typeId", one.Finding.Rule),
                ("message", one.Advice),
                ("file", one.Path),
                ("line", one.StartLine.ToString(CultureInfo.InvariantCulture)),
                ("SEVERITY", one.Finding.Risk switch { Risk.Danger => "ERROR", Risk.Caution => "WARNING", _ => "INFO" }));
        }

        foreach (var summary in judgements.Select(judgement => new JudgementSummary(judgement, options)))
        {
            var target = summary.Assessment.Set.Target;
            yield return Message("buildStatisticValue", ("key", $"changegate.risk.{target}"), ("value", summary.Assessment.Risk.Score.ToString(CultureInfo.InvariantCulture)));

            if (!CiText.IsGood(summary))
            {
                yield return Message(
                    "buildProblem",
                    ("description", $"ChangeGate: {string.Join(" ", [$"{CiText.Headline(summary)}.", .. CiText.Open(summary)])}"),
                    ("identity", $"{Identity}{Digest.Of(target).Hex[..16]}"));
            }
        }
    }

    private static string Message(string name, params IEnumerable<(string Name, string Value)> attributes) =>
        $"##teamcity[{name} {string.Join(' ', attributes.Select(static one => $"{one.Name}='{Value(Escape.Clip(one.Value, LongestText - 1))}'"))}]";
}
