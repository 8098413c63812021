using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Reports.Pages;

/// <summary>The score as a bar of its parts, on a scale of a hundred, with a table that says the same.</summary>
internal static class RiskSection
{
    public static Html Render(JudgementSummary summary)
    {
        var risk = summary.Assessment.Risk;

        if (risk.Parts.Count == 0)
        {
            return $"<p>No rule found a risk.</p>";
        }

        return $"""
            <div class="bar"><svg viewBox="0 0 1000 28" preserveAspectRatio="none" role="img" aria-label="{Spoken(risk)}"><rect class="track" width="1000" height="28"/>{Segments(risk)}</svg></div>
            <div class="scale" aria-hidden="true"><span>0</span><span>100</span></div>
            <table class="stack"><thead><tr><th class="number">points</th><th>hazard</th><th>because</th></tr></thead><tbody>
            {risk.Parts.Select(part => Row(summary, part))}
            </tbody></table>
            <p class="small soft">Low is under 20, moderate under 50, high under 80, critical from 80. The points add up to the score.</p>
            """;
    }

    private static IEnumerable<Html> Segments(RiskScore risk)
    {
        var x = 0;

        foreach (var part in risk.Parts)
        {
            var width = Math.Max(0, Math.Min(1000 - x, part.Points * 10));
            yield return $"<rect class=\"{Fill(part)}\" x=\"{x}\" width=\"{Math.Max(0, width - 3)}\" height=\"28\"/>";
            x += width;
        }
    }

    private static Html Row(JudgementSummary summary, RiskPart part) =>
        $"<tr><td class=\"number\" data-label=\"points\">{part.Points}</td><td class=\"word\"><svg class=\"swatch\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"{Fill(part)}\" width=\"12\" height=\"12\" rx=\"2\"/></svg> {part.Hazard.ToKeyword()}</td><td>{Html.Prose(summary.Because(part))}</td></tr>\n";

    private static string Spoken(RiskScore risk) =>
        $"{risk.Score} of 100: {string.Join(", ", risk.Parts.Select(part => $"{part.Points} for {part.Hazard.ToKeyword()}"))}";

    private static string Fill(RiskPart part) => part.Hazard switch
    {
        _ when part.Finding is null => "f5",
        Hazard.DataLoss or Hazard.Irreversible or Hazard.Unreadable => "f1",
        Hazard.Availability or Hazard.Rewrite => "f2",
        Hazard.Security => "f3",
        Hazard.Integrity or Hazard.Compatibility or Hazard.Correctness => "f4",
        _ => "f5",
    };
}
