using System.Text;
using ChangeGate.Approvals;
using ChangeGate.Findings;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>A folded part of a comment, with the word that names it where it had to be left out.</summary>
internal sealed record MarkdownPart(string Kind, string Text);

/// <summary>The folded parts, most needed first.</summary>
internal static class MarkdownParts
{
    private const int RunRowsShown = 60;

    public static IReadOnlyList<MarkdownPart> Of(JudgementSummary summary)
    {
        IEnumerable<MarkdownPart?> parts =
        [
            summary.Options.Run is { } run ? Run(run) : null,
            .. summary.Assessment.Findings.OrderBy(finding => finding.Risk).Select(finding => FindingPart(summary, finding)),
            summary.Rehearsal is { Migrations.Count: > 0 } rehearsal ? MarkdownRehearsal.Part(rehearsal) : null,
            MarkdownConsent.Author(summary),
            Reasons(summary),
            summary.Decision.Approvals.Count > 0 ? Approvals(summary.Decision.Approvals) : null,
            MarkdownSchema.Picture(summary.Schema),
            MarkdownSchema.Sql(summary.Schema),
            Rollback(summary),
            summary.Options.TakeBack is { } offer ? TakeBack(offer) : null,
        ];

        return [.. parts.OfType<MarkdownPart>()];
    }

    private static MarkdownPart TakeBack(RollbackOffer offer) => new("how to take it back", MarkdownWriter.Fold(
        "How to take this run back",
        $"Somebody who did not write this change comments, on a line of its own:\n\n{Escape.MarkdownFence("text", RollbackComment.Command(offer.Manifest))}\n\nThen this takes it back, with its rows as far as the rollback script says:\n\n{Escape.MarkdownFence("sh", offer.NextCommand)}"));

    private static MarkdownPart FindingPart(JudgementSummary summary, Finding finding)
    {
        var title = $"{finding.Risk.ToTone().Mark()} <code>{Escape.MarkdownHtml(finding.Rule)}</code> at <code>{Escape.MarkdownHtml(Escape.Clip(finding.Path, 160))}:{finding.Position.Line}</code>: {MarkdownWriter.SummaryWords(finding.Message)}{(finding.Observed is { } seen ? $" ({seen.ToTitle()})" : "")}";
        var body = new StringBuilder();

        if (finding.Suppressed is { } reason)
        {
            body.Append($"○ Excepted: {MarkdownWriter.Words(reason)}\n\n");
        }

        if (!finding.Certain)
        {
            body.Append("Only if its branch of the block runs.\n\n");
        }

        body.Append($"**Hazard:** {string.Join(", ", finding.Hazards.Select(hazard => DangerText.Describe(hazard)))}.");

        if (finding.Rows is { } rows)
        {
            body.Append($" The table has {Wording.Count(rows, "row", "rows")}.");
        }

        body.Append("\n\n");

        if (finding.Lock is { } effect)
        {
            body.Append($"**Lock:** {MarkdownWriter.Words(DangerText.Describe(effect))}.\n\n");
        }

        if (finding.Observed is { } observation)
        {
            body.Append($"**Rehearsal:** {RehearsalText.Describe(observation)}\n\n");
        }

        if (summary.AtSize(finding) is { } estimate)
        {
            body.Append($"**At your size:** {MarkdownWriter.Words(RehearsalText.AtSize(estimate))}.\n\n");
        }

        if (finding.Remedy.Length > 0)
        {
            body.Append($"**Instead:** {MarkdownWriter.Words(finding.Remedy)}\n\n");
        }

        if (finding.SafeSql is { } sql)
        {
            body.Append(MarkdownWriter.Sql(sql)).Append("\n\n");
        }

        body.Append(RuleReference(summary, finding));
        return new MarkdownPart("finding", MarkdownWriter.Fold(title, body.ToString()));
    }

    private static string RuleReference(JudgementSummary summary, Finding finding)
    {
        var page = summary.Options.RulesUrl is { } url ? $"{url}{finding.Rule}.md" : "";
        return MarkdownLinks.IsSafe(page) ? $"Rule [{Escape.Markdown(finding.Id)}]({page})" : $"Rule {Escape.Markdown(finding.Id)}: `changegate explain {finding.Rule}`";
    }

    private static MarkdownPart Reasons(JudgementSummary summary)
    {
        var reasons = summary.Decision.Reasons.Select(reason =>
            $"- {reason.Verdict.ToTone().Mark()} {reason.Verdict.ToTitle()}, {MarkdownWriter.Words(reason.Clause)}: {MarkdownWriter.Words(reason.Because)}\n");
        var parts = summary.Assessment.Risk.Parts.Take(30).Select(part => $"| {part.Points} | {part.Hazard.ToKeyword()} | {MarkdownWriter.Words(summary.Because(part))} |\n");
        var table = summary.Assessment.Risk.Parts.Count == 0 ? "" : $"\n| points | hazard | because |\n|--:|---|---|\n{string.Concat(parts)}";
        return new MarkdownPart("reasons", MarkdownWriter.Fold($"Why {summary.Decision.Verdict.ToTitle()}, and why risk {summary.Assessment.Risk.Score}", string.Concat(reasons) + table));
    }

    /// <summary>All that were looked at.</summary>
    public static MarkdownPart Approvals(IReadOnlyList<ApprovalCheck> approvals) => new("approvals", MarkdownWriter.Fold(
        $"Approvals: {approvals.Count(check => check.Counts)} of {approvals.Count} count",
        string.Concat(approvals.Select(Approval))));

    private static string Approval(ApprovalCheck check)
    {
        var who = check.Approval is { } approval ? MarkdownWriter.Name(approval.Approver) : MarkdownWriter.Name(check.Source);
        return $"- {(check.Counts ? "✔" : "○")} {who} {(check.Counts ? "counts" : "does not count")}: {MarkdownWriter.Words(check.Because)}\n";
    }

    public static MarkdownPart Run(RunReport run)
    {
        var rows = run.Statements.Take(RunRowsShown).Select(statement =>
            $"| {statement.Outcome.ToTone().Mark()} {statement.Outcome.ToTitle()} | {MarkdownWriter.Name(statement.Path)} | {(statement.Number == 0 ? "own" : statement.Number)} | {Wording.Duration(statement.Took)} | {(statement.Rows is { } rows ? Wording.Count(rows) : "")} | {MarkdownWriter.Words(statement.Error ?? "")} |\n");
        var more = run.Statements.Count > RunRowsShown ? $"\nAnd {run.Statements.Count - RunRowsShown} more statements.\n" : "";
        var table = $"| outcome | migration | statement | took | rows | error |\n|---|---|--:|--:|--:|---|\n{string.Concat(rows)}{more}";
        return new MarkdownPart("run", MarkdownWriter.Fold("What the run did", table));
    }

    private static MarkdownPart? Rollback(JudgementSummary summary)
    {
        var body = new StringBuilder();

        foreach (var line in summary.Lines.Reverse())
        {
            var rollback = line.Assessment.Rollback;
            body.Append($"{summary.RollbackToneOf(line).Mark()} {MarkdownWriter.Name(line.Migration.Path)}{(summary.RehearsalOf(line) is { } rehearsal ? $": {MarkdownWriter.Words(rehearsal.Rollback.Verdict.ToTitle())}" : "")}\n\n");

            if (rollback.Because.Count > 0)
            {
                body.Append(string.Concat(rollback.Because.Select(because => $"- {MarkdownWriter.Words(because)}\n"))).Append('\n');
            }

            if (rollback.Preserve.Count > 0)
            {
                body.Append($"Kept first, in the migration's own transaction:\n\n{MarkdownWriter.Sql(Statements(rollback.Preserve))}\n\n");
            }

            if (rollback.Reverse.Count > 0)
            {
                body.Append($"{MarkdownWriter.Sql(Statements(rollback.Reverse))}\n\n");
            }
        }

        return body.Length == 0 ? null : new MarkdownPart("rollback script", MarkdownWriter.Fold("Rollback script", body.ToString()));
    }

    public static string Statements(IEnumerable<string> statements) =>
        string.Join('\n', statements.Select(statement => statement.TrimEnd().EndsWith(';') ? statement.TrimEnd() : statement.TrimEnd() + ";"));
}
