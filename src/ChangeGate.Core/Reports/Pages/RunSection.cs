using ChangeGate.Runs;

namespace ChangeGate.Reports.Pages;

/// <summary>What ran, and how it went.</summary>
internal static class RunSection
{
    private const int Shown = 200;

    public static Html Render(RunReport run) =>
        $"""
        <p>{Html.Mark(run.Outcome.ToTone())}{Html.Prose(RunText.Sentence(run))}</p>{Said(IdentityText.Of(run))}{Said(RunText.Rehearsed(run))}{Said(RunText.Unfinished(run))}{Guarded(run)}
        <div class="scroll"><table class="stack"><thead><tr><th>migration</th><th class="number">statement</th><th class="number">took</th><th class="number">rows</th><th>outcome</th></tr></thead><tbody>
        {run.Statements.Take(Shown).Select(Row)}
        </tbody></table></div>
        {Html.When(run.Statements.Count > Shown, $"<p class=\"small soft\">And {run.Statements.Count - Shown} more statements.</p>")}
        {Html.When(run.Archives.Count > 0, $"<p class=\"label\">Rows kept</p><ul class=\"plain\">{run.Archives.Select(archive => (Html)$"<li>{Html.Name(archive.Source.ToString())} in {Html.Name(archive.Archive.ToString())}</li>")}</ul>")}
        """;

    private static Html Said((Tone Tone, string Sentence)? said) => said is var (tone, sentence) ? $"<p>{Html.Mark(tone)}{Html.Prose(sentence)}</p>" : Html.Empty;

    private static Html Guarded(RunReport run) => RunText.Guarded(run) is { } sentence ? $"<p>{Html.Mark(Tone.Wait)}{Html.Prose(sentence)}</p>" : Html.Empty;

    private static Html Row(StatementRun statement) =>
        $"""
        <tr><td>{Html.Name(statement.Path)}</td><td class="number" data-label="statement">{(statement.Number == 0 ? "own" : statement.Number.ToString())}</td><td class="number" data-label="took">{Wording.Duration(statement.Took)}</td><td class="number" data-label="rows">{(statement.Rows is { } rows ? Wording.Count(rows) : "")}</td><td>{Html.Mark(statement.Outcome.ToTone())}{statement.Outcome.ToTitle()}{Html.When(statement.Error is not null, $": {statement.Error}")}</td></tr>

        """;
}
