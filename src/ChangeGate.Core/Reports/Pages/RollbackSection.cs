using ChangeGate.Rollbacks;

namespace ChangeGate.Reports.Pages;

/// <summary>How it is taken back, in the order in which that runs: the last migration first.</summary>
internal static class RollbackSection
{
    public static Html Render(JudgementSummary summary) =>
        $"""
        <p>{Html.Mark(summary.RollbackTone)}{Html.Prose(Wording.Sentence(summary.RollbackSentence))}</p>
        <ol class="rows reversed">{summary.Lines.Reverse().Select(line => Row(summary, line))}</ol>
        """;

    private static Html Row(JudgementSummary summary, MigrationLine line)
    {
        var rollback = line.Assessment.Rollback;
        var rehearsal = summary.RehearsalOf(line);
        return $"""
            <li><details><summary>{Html.Mark(summary.RollbackToneOf(line))}<span>{Html.Name(line.Migration.Path)}<br><span class="small soft">{Standing(rollback)}{Html.When(rehearsal is not null, $" · {rehearsal?.Rollback.Verdict.ToTitle()}")}</span></span></summary>
            <div class="open"><ul class="plain">{(rehearsal is null ? Html.Empty : RehearsalSection.Proofs(rehearsal))}{rollback.Because.Select(because => (Html)$"<li>{Html.Prose(because)}</li>")}</ul>
            {Html.When(rollback.Preserve.Count > 0, $"<p class=\"label\">Kept first, in the migration's own transaction</p>{Html.Sql(Statements(rollback.Preserve))}")}
            {Html.When(rollback.Reverse.Count > 0, $"<p class=\"label\">The reverse{(rollback.NeedsAutocommit ? ", partly outside a transaction" : "")}</p>{Html.Sql(Statements(rollback.Reverse))}")}</div></details></li>

            """;
    }

    private static string Standing(Rollback rollback) => (rollback.Reversibility, rollback.FromDownScript) switch
    {
        (Reversibility.No, _) => "cannot be taken back",
        (Reversibility.SchemaOnly, false) => "the structure comes back, values do not",
        (Reversibility.SchemaOnly, true) => "by the team's own down script; values do not come back",
        (_, true) => "by the team's own down script",
        _ => "comes back with its rows",
    };

    private static string Statements(IEnumerable<string> statements) =>
        SecretMask.Apply(string.Join('\n', statements.Select(statement => statement.TrimEnd().EndsWith(';') ? statement.TrimEnd() : statement.TrimEnd() + ";")));
}
