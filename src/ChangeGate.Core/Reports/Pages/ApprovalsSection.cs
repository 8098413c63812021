using ChangeGate.Approvals;
using ChangeGate.Decisions;

namespace ChangeGate.Reports.Pages;

/// <summary>What policy asks and why, and what was given.</summary>
internal static class ApprovalsSection
{
    public static Html Render(JudgementSummary summary)
    {
        var decision = summary.Decision;
        return $"""
            <ul class="plain">{decision.Reasons.Select(ReasonOf)}</ul>
            {Html.When(decision.Requirements.Count > 0, $"<p class=\"label\">Asked for</p><ul class=\"plain\">{decision.Requirements.Select(state => RequirementOf(summary, state))}</ul>")}
            {Html.When(decision.Approvals.Count > 0, $"<p class=\"label\">Given</p><ul class=\"plain\">{decision.Approvals.Select(Given)}</ul>")}
            """;
    }

    private static Html ReasonOf(Reason reason) =>
        $"<li>{Html.Mark(reason.Verdict.ToTone())}<strong>{reason.Clause}</strong> <span class=\"soft\">({reason.Verdict.ToTitle()})</span><br>{Html.Prose(reason.Because)}</li>\n";

    private static Html RequirementOf(JudgementSummary summary, RequirementState state) =>
        $"<li>{Html.Mark(state.IsMet ? Tone.Good : Tone.Wait)}{Html.Prose(summary.Need(state))} <span class=\"soft\">({state.Clause})</span></li>\n";

    private static Html Given(ApprovalCheck check) =>
        $"<li>{Html.Mark(check.Counts ? Tone.Good : Tone.Unknown)}<strong>{check.Approval?.Approver ?? "nobody"}</strong> {(check.Counts ? "counts" : "does not count")}: {Html.Prose(check.Because)} <span class=\"soft small\">{Html.Name(check.Source)}</span></li>\n";
}
