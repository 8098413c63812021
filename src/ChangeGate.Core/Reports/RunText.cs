using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary>A run in words.</summary>
internal static class RunText
{
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

        return $"{what} on {Prose.Name(run.Environment)} ({run.Server}, {Prose.Name(run.Database)}), {Wording.Count(ran, "statement", "statements")} in {Wording.Duration(run.EndedAt - run.StartedAt)}, by {Prose.Name(run.Actor)} at {Prose.Name(Wording.Time(run.StartedAt))}.{stands}";
    }
}
