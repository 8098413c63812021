using ChangeGate.Reports;
using static ChangeGate.Cli.Doctor.WorkflowPoints;

namespace ChangeGate.Cli.Doctor;

/// <summary>A workflow that runs migrations.</summary>
internal static class ApplyWorkflowPoints
{
    private static readonly (string Name, string Access)[] Needed = [("contents", "read"), ("pull-requests", "write")];

    private static readonly string[] Useful = ["pull-requests", "deployments", "id-token", "attestations"];

    /// <summary>Events at which a proposal is not merged yet, or which anybody can cause.</summary>
    private static readonly string[] TooEarly = ["pull_request", "pull_request_target", "pull_request_review", "issue_comment", "merge_group", "issues", "fork"];

    public static IEnumerable<SetupPoint> Of(GateStep step) => Events(step).Concat(Interruptions(step)).Concat(Access(step));

    private static IEnumerable<SetupPoint> Events(GateStep step)
    {
        foreach (var trigger in step.Workflow.Triggers.Where(trigger => TooEarly.Contains(trigger.Event)))
        {
            yield return Trap("workflow-early", step.At(trigger.Line), $"It runs migrations on {Prose.Name(trigger.Event)}, before anything is merged.", "Run it on `push` to the branch that is deployed, or by hand.");
        }

        if (step.Workflow.Trigger("push") is { } push && !push.Filters.Any(filter => filter.Value is "branches" or "tags"))
        {
            yield return Trap("workflow-any-branch", step.At(push.Line), "It runs migrations when any branch is pushed.", "Name the branch that is deployed: `branches: [main]`.");
        }
    }

    private static IEnumerable<SetupPoint> Interruptions(GateStep step)
    {
        if ((step.Job.CancelInProgress ?? step.Workflow.CancelInProgress) is { Value: not "false" } cancel)
        {
            yield return Trap("workflow-cancel", step.At(cancel.Line), "`cancel-in-progress` kills a run in the middle of a migration when the next one comes.", "Write `cancel-in-progress: false`.");
        }

        if (!step.Workflow.HasConcurrency && !step.Job.HasConcurrency)
        {
            yield return Doubt("workflow-concurrency", step.At(step.Job.Line), "Two runs can begin at once; the second then fails at the lock.", "Add `concurrency` with a group of its own and `cancel-in-progress: false`.");
        }
    }

    private static IEnumerable<SetupPoint> Access(GateStep step)
    {
        if (step.Job.Environment is null)
        {
            yield return Doubt("workflow-environment", step.At(step.Job.Line), "The job names no `environment`: its connection is a secret that every workflow can read.", "Name one, keep the connection there, and let it ask for reviewers.");
        }

        if (step.Permissions is not { } granted)
        {
            yield return Doubt("workflow-permissions", step.At(step.Job.Line), "No `permissions` are written down: the repository's settings decide what its token may do.", $"Write {Prose.Name(string.Join(", ", Needed.Select(need => $"{need.Name}: {need.Access}")))}.");
            yield break;
        }

        if (!step.HasOwnToken && Needed.Where(need => !granted.Allows(need.Name, need.Access)).ToList() is { Count: > 0 } lacking)
        {
            yield return Trap("workflow-permissions", step.At(granted.Line), $"The token lacks {Wording.List([.. lacking.Select(need => Prose.Name($"{need.Name}: {need.Access}"))])}: reviews cannot be read, or the outcome cannot be told.", "Add it under `permissions`.");
        }

        foreach (var point in CheckWorkflowPoints.TooMuch(granted, step, Useful))
        {
            yield return point;
        }
    }
}
