using ChangeGate.Evidence;
using ChangeGate.Reports.Pages;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>What ran in a period, for an auditor: whether that is all, what ran, and which controls it met.</summary>
public static class ExportPage
{
    private const int MostShown = 40;

    public static string Render(AuditExport export)
    {
        List<(string Id, string Title, Html Body)> sections =
        [
            ("complete", "Is it complete?", Completeness(export)),
            ("runs", "What ran", Runs(export)),
            ("controls", "Controls", Controls(export)),
        ];

        return PageFrame.Render($"Evidence {export.Period} · ChangeGate", Band(export), sections, Foot(export));
    }

    private static Html Band(AuditExport export)
    {
        var tone = export.Completeness.Passes ? Tone.Good : Tone.Bad;

        return $"""
            <div class="band is-{Html.ClassOf(tone)}"><header>
            <p class="name">ChangeGate · evidence of {export.Period.ToString()}</p>
            <div class="verdict"><div><h1>{Html.Mark(tone)}{(export.Completeness.Passes ? "The population is complete" : "The population is not shown to be complete")}</h1>
            <p class="needs">{Wording.Sentence(Wording.Count(export.Runs.Count, "run", "runs"))}{Html.When(export.Runs.Count > 0, $", entries {Number(export.Runs is [var first, ..] ? first.First : 0)} to {Number(export.Runs is [.., var last] ? last.Last : 0)} of the ledger")}.</p></div></div>
            <dl class="facts">
            <div><dt>Runs</dt><dd>{export.Runs.Count}</dd></div>
            <div><dt>Succeeded</dt><dd>{export.Runs.Count(static run => run.Contents.Run?.Report.Outcome == RunOutcome.Succeeded)}</dd></div>
            <div><dt>Verified</dt><dd>{export.Runs.Count(static run => run.Verification.Passes)}</dd></div>
            <div><dt>Entries in the ledger</dt><dd>{Number(export.Checkpoint?.Checkpoint.Size ?? 0)}</dd></div>
            </dl>
            </header></div>
            """;
    }

    private static Html Completeness(AuditExport export) =>
        $"""
        <table class="stack"><thead><tr><th>claim</th><th>holds</th><th>because</th></tr></thead><tbody>
        {export.Completeness.Claims.Select(static claim => (Html)$"<tr><td>{claim.Text}</td><td>{Html.Mark(ToneOf(claim.Verdict))}{Words(claim.Verdict)}</td><td>{Html.Prose(claim.Because)}</td></tr>\n")}
        </tbody></table>
        {Html.When(export.Checkpoint is not null, $"<p class=\"label\">The checkpoint that all of it was held against</p>{Html.Sql(export.Checkpoint?.ToText() ?? "")}")}
        """;

    private static Html Runs(AuditExport export) => export.Runs.Count == 0
        ? (Html)$"<p>Nothing ran.</p>"
        : $"""
        <div class="scroll" tabindex="0"><table class="stack seen"><thead><tr><th>entries</th><th>run</th><th>on</th><th>when</th><th>outcome</th><th>evidence</th></tr></thead><tbody>
        {export.Runs.Select(static run => Row(run))}
        </tbody></table></div>
        """;

    private static Html Row(AuditedRun run) =>
        $"<tr><td class=\"number\">{Number(run.First)}–{Number(run.Last)}</td><td>{Html.Name(run.Entry.Run)}<br><span class=\"small soft\">{(run.File is null ? "" : run.Kind.ToKeyword())}</span></td><td>{Html.Name(run.Entry.Target)} {Html.Name(run.Entry.Environment)}</td><td>{Wording.Time(run.Entry.At)}</td><td>{(run.Contents.Run is { } ran ? ran.Report.Outcome.ToTitle() : "nothing ran")}</td><td>{Html.Mark(run.Verification.Passes ? Tone.Good : Tone.Bad)}{Said(run)}<br><span class=\"small soft\">{run.Entry.Bundle.Short}</span></td></tr>\n";

    private static string Said(AuditedRun run) => run switch
    {
        { File: null } => "is not there",
        { Verification.Passes: true } => "holds",
        _ => $"fails {string.Join(", ", run.Verification.Claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(static claim => claim.Code))}",
    };

    private static Html Controls(AuditExport export)
    {
        var results = export.Runs.SelectMany(static run => run.Controls.Select(result => (Run: run, Result: result))).ToLookup(static one => one.Result.Control);

        return $"""
            <p>What the evidence says of each run, by what the standards ask of changes. Whether that is enough, an auditor judges.</p>
            <div class="scroll" tabindex="0"><table class="stack"><thead><tr><th>control</th><th>asks</th><th>field</th><th class="number">met</th><th class="number">not met</th><th class="number">not applicable</th><th>not met by</th></tr></thead><tbody>
            {Control.All.Select(control => ControlRow(control, [.. results[control]]))}
            </tbody></table></div>
            """;
    }

    private static Html ControlRow(Control control, List<(AuditedRun Run, ControlResult Result)> results)
    {
        var missed = results.Where(static one => one.Result.Verdict == ControlVerdict.NotMet).ToList();

        return $"<tr><td>{control.Standard}</td><td>{control.Asks}</td><td>{Html.Name(control.Field)}</td><td class=\"number\">{results.Count(static one => one.Result.Verdict == ControlVerdict.Met)}</td><td class=\"number\">{missed.Count}</td><td class=\"number\">{results.Count(static one => one.Result.Verdict == ControlVerdict.NotApplicable)}</td><td>{missed.Take(MostShown).Select(static one => (Html)$"{Html.Name(one.Run.Entry.Run)} {Html.Prose(one.Result.Because)}<br>")}{Html.When(missed.Count > MostShown, $"and {missed.Count - MostShown} more")}</td></tr>\n";
    }

    private static Html Foot(AuditExport export) =>
        $"<footer><p>Each run has a proof in the JSON of this export, which <code>changegate verify BUNDLE --proof FILE</code> checks without this page, the ledger or a network. Times are the runners'. {export.Period.ToString()}, both days included, UTC.</p></footer>";

    private static Tone ToneOf(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Pass => Tone.Good,
        ClaimVerdict.NotApplicable => Tone.Unknown,
        _ => Tone.Bad,
    };

    private static string Words(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Pass => "yes",
        ClaimVerdict.NotApplicable => "not asked",
        _ => "no",
    };

    private static string Number(long number) => Wording.Count(number);
}
