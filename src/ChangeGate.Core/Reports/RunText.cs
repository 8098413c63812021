using ChangeGate.Changes;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>A run in words.</summary>
internal static class RunText
{
    /// <summary>How it stands to its rehearsal; null where it was not rehearsed, or there is nothing to say.</summary>
    public static (Tone Tone, string Sentence)? Rehearsed(RunReport run) => run.Rehearsed switch
    {
        { After: { Agreement: SchemaAgreement.Differs } after } => (Tone.Bad, $"The schema that it left is not the one that was rehearsed: {Some(after.Differences)}.{(run.Rehearsed.IsAstray ? " The next run is refused until both agree, or its target says `rehearsal: { otherSchema: record }`." : "")}"),
        { Before: { Agreement: SchemaAgreement.Differs } before } => (Tone.Wait, $"It began on another schema than was rehearsed, which its target allows: {Some(before.Differences)}."),
        { After: { Agreement: SchemaAgreement.Same, Aside: var aside } } => (Tone.Good, $"The schema that it left is the one that was rehearsed{(aside.Count == 0 ? "" : $", beside what no history knows: {Some(aside)}")}."),
        { After.Because: { } because } => (Tone.Unknown, $"The schema was not held against the rehearsal: {because}"),
        _ => null,
    };

    /// <summary>What it left and does not hold yet; null where there is nothing.</summary>
    public static (Tone Tone, string Sentence)? Unfinished(RunReport run)
    {
        var broken = run.Unfinished.Where(static one => one.IsBroken).Select(static one => Prose.Name(one.Object)).ToList();

        if (broken.Count > 0)
        {
            return (Tone.Bad, $"It left {Prose.Some(broken, 4)} invalid: the engine keeps it up to date and uses it for no query. Drop it and build it again.");
        }

        return run.Unfinished.Count == 0 ? null : (Tone.Wait, $"It left open: {Some([.. run.Unfinished.Select(static one => $"{Prose.Name(one.Object)} {(one.Object.Kind == ObjectKind.Index ? "is not valid on every partition" : "does not hold for existing rows until it is validated")}")])}.");
    }

    /// <summary>What had come past the gate before it; null where nothing had, or no guard looked.</summary>
    public static string? Guarded(RunReport run) => run.Guard is { Events: { Count: > 0 } events }
        ? $"{GuardText.Ungoverned(events)} The latest: {GuardText.Event(events[^1])}."
        : null;

    private static string Some(EquatableList<string> names) => Prose.Some(names, 4);

    public static string Sentence(RunReport run)
    {
        if (run is { Outcome: RunOutcome.Succeeded, Migrations.Count: 0, Statements.Count: 0 })
        {
            return $"Nothing to do on {Prose.Name(run.Environment)} ({run.Server}, {Prose.Name(run.Database)}): {(run.Kind == RunKind.Apply ? "every migration has run" : "that run was taken back before")}.";
        }

        var ran = run.Statements.Count(statement => statement.Outcome == RunOutcome.Succeeded);
        var rollsBack = run.Kind == RunKind.Rollback ? $" back run {Prose.Name(run.RollsBack ?? "")}" : "";
        var what = (run.Kind, run.Outcome) switch
        {
            (RunKind.Apply, RunOutcome.Succeeded) => $"Applied {Wording.Count(run.Migrations.Count, "migration", "migrations")}",
            (RunKind.Apply, RunOutcome.Failed) => "Failed",
            (RunKind.Apply, _) => "Needs a person",
            (_, RunOutcome.Succeeded) => $"Rolled{rollsBack}",
            (_, RunOutcome.Failed) => $"Failed to roll{rollsBack}",
            _ => $"Needs a person to roll{rollsBack}",
        };
        var stands = run is { Kind: RunKind.Apply, Outcome: not RunOutcome.Succeeded, Migrations.Count: > 0 } ? $" {Wording.Count(run.Migrations.Count, "migration", "migrations")} before that stand." : "";

        return $"{what} on {Prose.Name(run.Environment)} ({run.Server}, {Prose.Name(run.Database)}), {Wording.Count(ran, "statement", "statements")} in {Wording.Duration(run.EndedAt - run.StartedAt)}, {(IdentityText.Of(run) is null ? $"by {Prose.Name(run.Actor)} " : "")}at {Prose.Name(Wording.Time(run.StartedAt))}.{stands}";
    }
}
