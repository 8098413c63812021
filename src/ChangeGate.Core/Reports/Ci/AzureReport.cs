using System.Text.RegularExpressions;
using ChangeGate.Decisions;
using ChangeGate.Findings;

namespace ChangeGate.Reports.Ci;

/// <summary>
/// Judgements as logging commands of Azure Pipelines: an error or a warning for each finding, and one for the verdict of each target. Where it is allowed, dangers
/// are warnings: somebody has consented to them.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands</remarks>
public static partial class AzureReport
{
    public static string Write(IReadOnlyList<Judgement> judgements, ReportOptions options) => string.Concat(Commands(judgements, options).Select(static command => command + "\n"));

    /// <summary>What follows a command's bracket. Whether an agent reads <c>%AZP25</c> as a percent sign is a setting, so a sign that it could read as an escape is spelled instead.</summary>
    public static string Data(string text) => ReadAsEscape().Replace(Escape.Terminal(text), "⟨U+0025⟩");

    /// <summary>The value of a property: with it no value ends itself or its command.</summary>
    public static string Property(string text) => Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);

    private static IEnumerable<string> Commands(IReadOnlyList<Judgement> judgements, ReportOptions options)
    {
        foreach (var summary in judgements.Select(judgement => new JudgementSummary(judgement, options)))
        {
            var isGood = CiText.IsGood(summary);

            foreach (var one in CiFinding.Of([summary.Judgement]).Where(static one => one.Finding.Risk is Risk.Danger or Risk.Caution))
            {
                var type = one.Finding.Risk == Risk.Danger && !isGood ? "error" : "warning";
                yield return $"##vso[task.logissue type={type};sourcepath={Property(one.Path)};linenumber={one.StartLine};columnnumber={one.StartColumn};code={Property(one.Finding.Rule)}]{Data(one.Advice)}";
            }

            if (isGood)
            {
                yield return Data($"ChangeGate: {CiText.Headline(summary)}");
            }
            else
            {
                yield return $"##vso[task.logissue type=error]{Data($"ChangeGate: {string.Join(" ", [$"{CiText.Headline(summary)}.", .. CiText.Open(summary)])}")}";
            }
        }
    }

    /// <summary>Of the agent's own table (Command.cs), with both names that the percent sign has had.</summary>
    [GeneratedRegex("%(?=3B|0D|0A|5D|AZP|VSTS|25)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReadAsEscape();
}
