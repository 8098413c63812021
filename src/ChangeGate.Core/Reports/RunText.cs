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
        var what = run.Kind == RunKind.Rollback ? $"Rolled back run {Prose.Name(run.RollsBack ?? "")}" : $"Applied {Wording.Count(run.Migrations.Count, "migration", "migrations")}";
        var how = run.Outcome switch
        {
            RunOutcome.Succeeded => "",
            RunOutcome.Failed => "Failed: ",
            _ => "Needs attention: ",
        };

        return $"{how}{what} on {Prose.Name(run.Environment)} ({run.Server}, {Prose.Name(run.Database)}), {Wording.Count(ran, "statement", "statements")} in {Wording.Duration(run.EndedAt - run.StartedAt)}, by {Prose.Name(run.Actor)} at {Prose.Name(Wording.Time(run.StartedAt))}.";
    }
}
