using ChangeGate.Findings;

namespace ChangeGate.Reports.Pages;

/// <summary>Each migration opens in place: its findings with the safe way, then its text.</summary>
internal static class MigrationsSection
{
    public static Html Render(JudgementSummary summary)
    {
        if (summary.Lines.Count == 0)
        {
            return $"<p>No migration is proposed.</p>";
        }

        // A page with hundreds of open parts is no page.
        var opens = summary.Lines.Count(line => line.Tone == Tone.Bad) <= 5;
        return $"<ol class=\"rows\">{summary.Lines.Select(line => Row(summary, line, opens && line.Tone == Tone.Bad))}</ol>";
    }

    private static Html Row(JudgementSummary summary, MigrationLine line, bool isOpen)
    {
        var findings = summary.FindingsOf(line);
        return $"""
            <li><details{(Html)(isOpen ? (Html)$" open" : Html.Empty)}><summary>{Html.Mark(line.Tone)}<span><span class="path">{Html.Name(line.Migration.Path)}</span><br>{Html.Prose(Wording.Sentence(line.What))}{Danger(line)}</span></summary>
            <div class="open">{findings.OrderBy(finding => finding.Risk).Select(finding => FindingOf(summary, finding))}{MarkedScript.Render(line.Migration, findings)}</div></details></li>

            """;
    }

    private static Html Danger(MigrationLine line) => line.Danger == "none"
        ? Html.Empty
        : $"<br><span class=\"danger {Html.ClassOf(line.Tone)}\">{Html.Prose(Wording.Sentence(line.Danger))}</span>";

    private static Html FindingOf(JudgementSummary summary, Finding finding) =>
        $"""
        <article class="finding"><h3>{Html.Mark(finding.Risk.ToTone())}{Html.Prose(finding.Message)}</h3>
        <p class="rule">{finding.Risk.ToString().ToLowerInvariant()} · {RuleName(summary, finding)} · line {finding.Position.Line}{Html.When(!finding.Certain, $" · only if its branch of the block runs")}{Html.When(finding.Observed is not null, $" · {finding.Observed?.ToTitle()}")}</p>
        <dl class="pairs">{Details(summary, finding)}</dl></article>

        """;

    private static Html RuleName(JudgementSummary summary, Finding finding)
    {
        var page = summary.Options.RulesUrl is { } url ? $"{url}{finding.Rule}.md" : "";
        Html name = $"{finding.Rule} ({finding.Id})";
        return MarkdownLinks.IsSafe(page) ? $"<a href=\"{page}\">{name}</a>" : name;
    }

    private static IEnumerable<Html> Details(JudgementSummary summary, Finding finding)
    {
        if (finding.Suppressed is { } reason)
        {
            yield return $"<dt>excepted</dt><dd>{Html.Prose(reason)}</dd>";
        }

        yield return $"<dt>hazard</dt><dd>{string.Join(", ", finding.Hazards.Select(DangerText.Describe))}{Html.When(finding.Rows is not null, $"; {Wording.Count(finding.Rows ?? 0, "row", "rows")} in the table")}</dd>";

        if (finding.Lock is { } effect)
        {
            yield return $"<dt>lock</dt><dd>{Html.Prose(DangerText.Describe(effect))}</dd>";
        }

        if (finding.Observed is { } observation)
        {
            yield return $"<dt>rehearsal</dt><dd>{Html.Mark(observation.ToTone())}{RehearsalText.Describe(observation)}</dd>";
        }

        if (summary.AtSize(finding) is { } estimate)
        {
            yield return $"<dt>at your size</dt><dd>{Html.Prose(RehearsalText.AtSize(estimate))}</dd>";
        }

        if (finding.Remedy.Length > 0 || finding.SafeSql is not null)
        {
            yield return $"<dt>instead</dt><dd>{Html.Prose(finding.Remedy)}{Html.When(finding.SafeSql is not null, Html.Sql(SecretMask.Apply(finding.SafeSql ?? "")))}</dd>";
        }
    }
}
