using ChangeGate.Cli.PullRequests;
using ChangeGate.GitHub.Workflows;
using ChangeGate.Reports;
using static ChangeGate.Cli.Doctor.WorkflowPoints;

namespace ChangeGate.Cli.Doctor;

/// <summary>A workflow that judges pull requests.</summary>
internal static class CheckWorkflowPoints
{
    private static readonly string[] Pushes = ["opened", "synchronize", "reopened"];

    private static readonly (string Name, string Access)[] Needed = [("contents", "read"), ("pull-requests", "write"), ("checks", "write")];

    /// <summary>Of which a check may have them as well.</summary>
    private static readonly string[] Useful = ["contents", "pull-requests", "checks", "security-events", "metadata"];

    public static IEnumerable<SetupPoint> Of(GateStep step) => (Proposed(step.Workflow) is { } proposed ? Events(step, proposed).Concat(Filters(step)) : []).Concat(Permissions(step)).Concat(Name(step));

    /// <summary>By what it learns of a pull request; null for a workflow that judges again, or what was pushed.</summary>
    public static WorkflowTrigger? Proposed(Workflow workflow) => workflow.Trigger("pull_request_target") ?? workflow.Trigger("pull_request");

    private static IEnumerable<SetupPoint> Events(GateStep step, WorkflowTrigger proposed)
    {
        if (proposed.Event == "pull_request")
        {
            yield return Doubt("workflow-own", step.At(proposed.Line), "Under `pull_request` a proposal brings its own workflow, and can leave the gate out of it.", "Use `pull_request_target`, or require this workflow in a ruleset.");
        }

        if (proposed.Types is { } types)
        {
            if (Pushes.Except(types).ToList() is { Count: > 0 } missing)
            {
                yield return Trap("workflow-events", step.At(proposed.Line), $"It does not run when a pull request is {Wording.List([.. missing.Select(Prose.Name)])}: what is there then is not judged.", $"Write `types: [{string.Join(", ", Pushes)}, edited]`.");
            }
        }

        if (proposed.Types?.Contains("edited") is not true)
        {
            yield return Doubt("workflow-edited", step.At(proposed.Line), "A pull request that is moved to another base keeps the answer that it had: `edited` is missing.", $"Write `types: [{string.Join(", ", Pushes)}, edited]`.");
        }

        foreach (var point in Reviews(step))
        {
            yield return point;
        }
    }

    private static IEnumerable<SetupPoint> Reviews(GateStep step)
    {
        var reviews = step.Workflow.Trigger("pull_request_review");
        var (where, types) = (step.At(reviews?.Line ?? 1), reviews?.Types);
        const string Remedy = "Add `pull_request_review` with `types: [submitted, edited, dismissed]`.";

        if (reviews is null || types?.Contains("dismissed") is false)
        {
            yield return Trap("workflow-reviews", where, "It does not run when an approval is dismissed: the check stays green.", Remedy);
        }

        if (reviews is null || types?.Contains("submitted") is false)
        {
            yield return Doubt("workflow-reviews", where, "It does not run when somebody approves: nothing opens before the next push.", Remedy);
        }

        if (reviews is not null && types?.Contains("edited") is false)
        {
            yield return Doubt("workflow-reviews", where, "It does not run when the text of a review is changed.", Remedy);
        }
    }

    /// <summary>A required check that is skipped by a filter waits for ever, and people then take the requirement away.</summary>
    private static IEnumerable<SetupPoint> Filters(GateStep step)
    {
        foreach (var trigger in step.Workflow.Triggers.Where(trigger => trigger.Event is "pull_request" or "pull_request_target" or "merge_group"))
        {
            foreach (var filter in trigger.Filters)
            {
                yield return filter.Value.StartsWith("paths", StringComparison.Ordinal)
                    ? Trap("workflow-paths", step.At(filter.Line), $"{Prose.Name(filter.Value)} keeps it from pull requests whose required check then waits for ever; and a link or a script elsewhere is not seen.", "Remove it: where nothing is proposed, ChangeGate passes at once.")
                    : Doubt("workflow-branches", step.At(filter.Line), $"{Prose.Name(filter.Value)} keeps it from pull requests to other branches: what is merged there is judged only when it comes on.", "Remove it, unless the other branches lead nowhere.");
            }
        }
    }

    private static IEnumerable<SetupPoint> Permissions(GateStep step)
    {
        if (step.Permissions is not { } granted)
        {
            yield return Doubt("workflow-permissions", step.At(step.Job.Line), "No `permissions` are written down: the repository's settings decide what its token may do.", $"Write {Prose.Name(string.Join(", ", Needed.Select(need => $"{need.Name}: {need.Access}")))}.");
            yield break;
        }

        var lacking = !step.HasOwnToken ? NeededBy(step).Where(need => !granted.Allows(need.Name, need.Access)).ToList() : [];

        if (lacking.Count > 0)
        {
            yield return Trap("workflow-permissions", step.At(granted.Line), $"The token lacks {Wording.List([.. lacking.Select(need => Prose.Name($"{need.Name}: {need.Access}"))])}: check or comment cannot be written.", "Add it under `permissions`.");
        }

        foreach (var point in TooMuch(granted, step, Useful))
        {
            yield return point;
        }
    }

    private static IEnumerable<(string Name, string Access)> NeededBy(GateStep step)
    {
        // What was pushed is told on its commit alone.
        var isPush = step.Workflow.Triggers.All(trigger => trigger.Event == "push");

        foreach (var (name, access) in Needed)
        {
            yield return (name, isPush && name == "pull-requests" ? "read" : access);
        }

        if (step.Step.Input("code-scanning")?.Value == "true")
        {
            yield return ("security-events", "write");
        }
    }

    internal static IEnumerable<SetupPoint> TooMuch(WorkflowPermissions granted, GateStep step, string[] useful)
    {
        var extra = granted.Everything == "write-all" ? ["write-all"] : granted.Named.Where(entry => entry.Access == "write" && (!useful.Contains(entry.Name) || entry.Name == "contents")).Select(entry => $"{entry.Name}: write").ToList();

        if (extra.Count > 0)
        {
            yield return Doubt("workflow-permissions", step.At(granted.Line), $"The token may do more than it needs: {Wording.List([.. extra.Select(Prose.Name)])}.", "Remove it.");
        }
    }

    // A job makes a check of its own name; where that is the gate's, a skipped job is a passed gate.
    private static IEnumerable<SetupPoint> Name(GateStep step)
    {
        foreach (var job in step.Workflow.Jobs.Where(job => (job.Name?.Value ?? job.Id) == VerdictReporter.CheckName))
        {
            yield return Trap("workflow-name", step.At(job.Line), $"The job is named {Prose.Name(VerdictReporter.CheckName)} like the gate's own check: two checks of one name, and the job's may pass alone.", "Give the job another name.");
        }
    }
}
