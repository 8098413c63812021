using ChangeGate.Evidence;
using ChangeGate.Reports.Pages;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>What ran in a period, for an auditor: whether that is all, what ran, and which controls it met.</summary>
public static class ExportPage
{
    private const int MostShown = 40;

    /// <summary>An id of ours has 32 characters; of whatever is longer the beginning is enough to find it.</summary>
    private const int LongestId = 48;

    public static string Render(AuditExport export)
    {
        var looks = export.Runs.Where(static run => run.Kind == BundleKind.Guard).ToList();
        List<(string Id, string Title, Html Body)> sections =
        [
            ("complete", "Is it complete?", Completeness(export)),
            ("runs", "What ran", Runs([.. export.Runs.Where(static run => run.Kind != BundleKind.Guard)])),
            .. looks.Count > 0 ? [("guard", "What came past the gate", Looks(looks))] : Array.Empty<(string, string, Html)>(),
            ("controls", "Controls", Controls(export)),
        ];

        return PageFrame.Render($"Evidence {export.Period} · ChangeGate", Band(export), sections, Foot(export));
    }

    private static Html Band(AuditExport export)
    {
        var tone = export.Completeness.Passes ? Tone.Good : Tone.Bad;
        var runs = export.Runs.Count(static run => run.Kind != BundleKind.Guard);

        return $"""
            <div class="band is-{Html.ClassOf(tone)}"><header>
            <p class="name">ChangeGate · evidence of {export.Period.ToString()}</p>
            <div class="verdict"><div><h1>{Html.Mark(tone)}{(export.Completeness.Passes ? "The population is complete" : "The population is not shown to be complete")}</h1>
            <p class="needs">{Wording.Sentence(Wording.Count(runs, "run", "runs"))}{Html.When(export.Runs.Count > 0, $", entries {Number(export.Runs is [var first, ..] ? first.First : 0)} to {Number(export.Runs is [.., var last] ? last.Last : 0)} of the ledger")}.</p></div></div>
            <dl class="facts">
            <div><dt>Runs</dt><dd>{Number(runs)}</dd></div>
            <div><dt>Succeeded</dt><dd>{Number(export.Runs.Count(static run => run.Summary.Outcome == RunOutcome.Succeeded))}</dd></div>
            <div><dt>Evidence holds</dt><dd>{Number(export.Runs.Count(static run => run.Verification.Passes))} of {Number(export.Runs.Count)}</dd></div>
            <div><dt>Came past the gate</dt><dd>{Number(export.Runs.Sum(static run => run.Summary.GuardEvents ?? 0))}</dd></div>
            <div><dt>Entries in the ledger</dt><dd>{Number(export.Checkpoint?.Checkpoint.Size ?? 0)}</dd></div>
            </dl>
            </header></div>
            """;
    }

    private static Html Completeness(AuditExport export) =>
        $"""
        <table class="stack"><thead><tr><th>claim</th><th>what was seen</th></tr></thead><tbody>
        {export.Completeness.Claims.Select(static claim => (Html)$"<tr><td>{Html.Mark(ToneOf(claim.Verdict))}{claim.Text}<br><span class=\"small soft\">{claim.Code} · {Words(claim.Verdict)}</span></td><td>{Html.Prose(claim.Because)}</td></tr>\n")}
        </tbody></table>
        {Html.When(export.Checkpoint is not null, $"<p class=\"label\">The checkpoint that all of it was held against</p>{Html.Sql(export.Checkpoint?.ToText() ?? "")}")}
        """;

    private static Html Runs(List<AuditedRun> runs) => runs.Count == 0
        ? (Html)$"<p>Nothing ran.</p>"
        : $"""
        <table class="stack"><thead><tr><th>when</th><th>run</th><th>outcome</th><th>evidence</th></tr></thead><tbody>
        {runs.Select(static run => Row(run))}
        </tbody></table>
        """;

    private static Html Row(AuditedRun run)
    {
        var tone = run.Summary.Outcome switch
        {
            RunOutcome.Succeeded => Tone.Good,
            null => Tone.Unknown,
            _ => Tone.Bad,
        };

        return $"<tr>{When(run)}<td>{Place(run)}<br><span class=\"small soft\">{(run.File is null ? "" : run.Kind.ToKeyword())} {Html.Name(Escape.Clip(run.Entry.Run, LongestId))}</span></td><td class=\"word\">{Html.Mark(tone)}{(run.Summary.Outcome is { } outcome ? outcome.ToTitle() : "nothing ran")}</td>{Evidence(run)}</tr>\n";
    }

    private static Html Looks(List<AuditedRun> looks) =>
        $"""
        <p>What the guards inside the databases saw between runs, and whether a schema was another than the last run had left.</p>
        <table class="stack"><thead><tr><th>when</th><th>database of</th><th class="number">events</th><th>schema</th><th>evidence</th></tr></thead><tbody>
        {looks.Select(static look => (Html)$"<tr>{When(look)}<td>{Place(look)}</td><td class=\"number\" data-label=\"events\">{Number(look.Summary.GuardEvents ?? 0)}</td><td class=\"word\">{Html.Mark(look.Summary.HasDrifted == true ? Tone.Bad : Tone.Good)}{(look.Summary.HasDrifted == true ? "drifted" : "as the last run left it")}</td>{Evidence(look)}</tr>\n")}
        </tbody></table>
        """;

    private static Html When(AuditedRun run) => $"<td class=\"word\">{Wording.Time(run.Entry.At)}<br><span class=\"small soft\">{(run.First == run.Last ? $"entry {Number(run.First)}" : $"entries {Number(run.First)}–{Number(run.Last)}")}</span></td>";

    private static Html Place(AuditedRun run) => $"{Html.Name(run.Entry.Target)} {Html.Name(run.Entry.Environment)}";

    private static Html Evidence(AuditedRun run) => $"<td>{Html.Mark(run.Verification.Passes ? Tone.Good : Tone.Bad)}{Said(run)}<br><span class=\"small soft\">{run.Entry.Bundle.Short}</span></td>";

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
            <table class="stack"><thead><tr><th>what is asked, by whom, and the field that answers</th><th class="number">met</th><th class="number">not met</th><th class="number">not asked</th></tr></thead><tbody>
            {Control.All.Select(control => ControlRow(control, [.. results[control]]))}
            </tbody></table>
            """;
    }

    private static Html ControlRow(Control control, List<(AuditedRun Run, ControlResult Result)> results)
    {
        var missed = results.Where(static one => one.Result.Verdict == ControlVerdict.NotMet).ToList();

        return $"""
            <tr><td>{Html.Mark(missed.Count > 0 ? Tone.Bad : results.Exists(static one => one.Result.Verdict == ControlVerdict.Met) ? Tone.Good : Tone.Unknown)}{control.Asks}<br><span class="small soft">{control.Standard} · {Html.Name(control.Field)}</span>{Html.When(missed.Count > 0, Missed(missed))}</td>{Count("met", results.Count(static one => one.Result.Verdict == ControlVerdict.Met))}{Count("not met", missed.Count)}{Count("not asked", results.Count(static one => one.Result.Verdict == ControlVerdict.NotApplicable))}</tr>

            """;
    }

    private static Html Missed(List<(AuditedRun Run, ControlResult Result)> missed) =>
        $"<ul class=\"small\">{missed.Take(MostShown).Select(static one => (Html)$"<li>{Html.Name(Escape.Clip(one.Run.Entry.Run, LongestId))} {Html.Prose(one.Result.Because)}</li>")}{Html.When(missed.Count > MostShown, $"<li>and {Number(missed.Count - MostShown)} more</li>")}</ul>";

    private static Html Count(string label, int count) => $"<td class=\"number\" data-label=\"{label}\">{Number(count)}</td>";

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
