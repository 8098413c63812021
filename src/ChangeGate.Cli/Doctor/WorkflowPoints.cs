using System.Text.RegularExpressions;
using ChangeGate.GitHub.Workflows;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Doctor;

/// <summary>The workflows: that there is a gate at all, that nothing skips it, and that nobody can make it do something else.</summary>
internal static partial class WorkflowPoints
{
    public static IEnumerable<SetupPoint> Of(GateWorkflows workflows)
    {
        foreach (var point in workflows.Unreadable)
        {
            yield return point;
        }

        if (!workflows.Of(GateUse.Check).Any(step => CheckWorkflowPoints.Proposed(step.Workflow) is not null))
        {
            yield return Elsewhere(workflows) ?? new SetupPoint("workflow-missing", PointState.Fails, "No workflow runs ChangeGate on pull requests: nothing is judged.") { Remedy = "Write one with `changegate init`." };
        }

        foreach (var step in workflows.Steps)
        {
            var traps = (step.Use == GateUse.Check ? CheckWorkflowPoints.Of(step) : ApplyWorkflowPoints.Of(step)).Concat(Skips(step)).Concat(Pins(step)).ToList();

            if (!traps.Any(trap => trap.State == PointState.Fails))
            {
                yield return Summary(step);
            }

            foreach (var trap in traps)
            {
                yield return trap;
            }
        }

        foreach (var point in workflows.All.SelectMany(workflow => Intrusions(workflow, workflows.Steps.Any(step => step.Workflow == workflow))))
        {
            yield return point;
        }
    }

    private static SetupPoint Summary(GateStep step) => new(
        step.Use == GateUse.Check ? "workflow-check" : "workflow-apply",
        PointState.Holds,
        $"{Prose.Name(step.Workflow.Path)} {(step.Use == GateUse.Check ? "judges" : "runs what was approved")} on {Wording.List([.. step.Workflow.Triggers.Select(trigger => Prose.Name(trigger.Event))])}");

    /// <summary>A gate may stand in a workflow of another repository; null where none is called.</summary>
    private static SetupPoint? Elsewhere(GateWorkflows workflows) =>
        (from workflow in workflows.All from job in workflow.Jobs where job.Uses?.Value.Contains("changegate", StringComparison.OrdinalIgnoreCase) ?? false select (workflow, job.Uses)).FirstOrDefault() is (not null, not null) called
            ? new SetupPoint("workflow-elsewhere", PointState.Unseen, $"The gate may be {Prose.Name(Escape.Clip(called.Uses.Value, 80))}, which was not looked at.") { Where = $"{called.workflow.Path}:{called.Uses.Line}", Remedy = "Run `changegate doctor` where that workflow is." }
            : null;

    /// <summary>Ways in which the gate does not run, or its answer is not heard. GitHub takes a job that was skipped for one that passed.</summary>
    private static IEnumerable<SetupPoint> Skips(GateStep step)
    {
        if ((step.Job.Condition ?? step.Step.Condition) is { } condition && !OnlyComments().IsMatch(condition.Value))
        {
            yield return Trap("workflow-condition", step.At(condition.Line), $"{(step.Job.Condition is null ? "The step" : "The job")} runs only {Prose.Name($"if: {Escape.Clip(condition.Value, 60)}")}; skipped, it counts as passed.", "Remove the condition: where nothing is proposed, ChangeGate passes by itself.");
        }

        if (step.Job.Needs is { } needs)
        {
            yield return Doubt("workflow-needs", step.At(needs.Line), $"The job waits for {Prose.Name(needs.Value)}; when that fails or is skipped, the gate is skipped and counts as passed.", "Let it wait for nothing.");
        }

        foreach (var forgiving in new[] { step.Job.ContinueOnError, step.Step.ContinueOnError }.OfType<Written>().Where(written => written.Value != "false"))
        {
            yield return Trap("workflow-continue-on-error", step.At(forgiving.Line), "`continue-on-error` turns every refusal into success.", "Remove it.");
        }

        if (step.Step.Run is { } run && Swallowed().IsMatch(run.Value))
        {
            yield return Trap("workflow-swallowed", step.At(run.Line), "The shell drops the exit code, which is the answer of the gate.", "Let `changegate` be the last command of its step, without `||`.");
        }
    }

    private static IEnumerable<SetupPoint> Pins(GateStep step)
    {
        if (step.Step.Uses is { } gate && gate.Value.StartsWith("OWNER/", StringComparison.Ordinal))
        {
            yield return Trap("workflow-placeholder", step.At(gate.Line), $"{Prose.Name(gate.Value)} names nobody's action yet.", "Write who publishes the action for `OWNER`.");
            yield break;
        }

        foreach (var uses in step.Job.Steps.Select(other => other.Uses).OfType<Written>().Where(uses => !uses.Value.StartsWith('.') && !Pinned().IsMatch(uses.Value)))
        {
            yield return Doubt("workflow-pin", step.At(uses.Line), $"{Prose.Name(Escape.Clip(uses.Value, 80))} is named by what can be moved, and runs with this job's token.", "Name the full id of a commit, with the version as a comment.");
        }
    }

    /// <summary>What lets a proposal run code with a token that can write the gate's own check.</summary>
    private static IEnumerable<SetupPoint> Intrusions(Workflow workflow, bool isGate)
    {
        var isTrusted = workflow.Trigger("pull_request_target") is not null || workflow.Trigger("workflow_run") is not null;

        foreach (var step in workflow.Jobs.SelectMany(job => job.Steps))
        {
            if (isTrusted && CheckedOut(step) is { } checkout)
            {
                yield return Trap("workflow-checkout", $"{workflow.Path}:{checkout.Line}", "Files of the proposal are checked out where the token can write: they can run, and write the check themselves.", "Remove the checkout: ChangeGate reads the proposal by itself. What must run the proposal belongs into a workflow on `pull_request`.");
            }

            foreach (var script in (isTrusted || isGate ? new[] { step.Run, step.Input("script") } : []).OfType<Written>())
            {
                if (Expression().Matches(script.Value).FirstOrDefault(match => IsForeign(match.Groups[1].Value)) is { } match)
                {
                    yield return Trap("workflow-injection", $"{workflow.Path}:{script.Line}", $"{Prose.Name(Escape.Clip(match.Value, 80))} becomes part of a script; whoever writes a title or names a branch writes the script.", "Pass it by `env:` and use the variable.");
                }
            }
        }
    }

    private static Written? CheckedOut(WorkflowStep step)
    {
        if (step.Uses?.Value.StartsWith("actions/checkout@", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return step.Run is { } run && CheckoutCommand().IsMatch(run.Value) ? run : null;
        }

        var unsafely = step.Input("allow-unsafe-pr-checkout");
        return unsafely is { Value: not "false" } ? unsafely
            : new[] { step.Input("ref"), step.Input("repository") }.OfType<Written>().FirstOrDefault(input => ProposalsOwn().IsMatch(input.Value));
    }

    private static bool IsForeign(string expression) => Foreign().IsMatch(expression) && !Harmless().IsMatch(expression.Trim());

    internal static SetupPoint Trap(string name, string where, string what, string remedy) => new(name, PointState.Fails, what) { Where = where, Remedy = remedy };

    internal static SetupPoint Doubt(string name, string where, string what, string remedy) => new(name, PointState.Warns, what) { Where = where, Remedy = remedy };

    // Of comments most are no business of the gate; at every other event such a job runs.
    [GeneratedRegex(@"^\s*(?:\$\{\{)?\s*github\.event_name\s*!=\s*'issue_comment'\s*\|\|")]
    private static partial Regex OnlyComments();

    [GeneratedRegex(@"\bchangegate\b[^\n]*(?:\|\||;\s*(?:true|exit 0)|\|\s*tee)")]
    private static partial Regex Swallowed();

    [GeneratedRegex(@"^docker://[^@]+@sha256:[0-9a-f]{64}$|@[0-9a-f]{40}(?:[0-9a-f]{24})?$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\bgithub\.event\.(?:pull_request\.head|workflow_run\.head)|\bgithub\.head_ref|refs/pull/|\bgithub\.event\.pull_request\.merge_commit_sha")]
    private static partial Regex ProposalsOwn();

    [GeneratedRegex(@"\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull|checkout)\b[^\n]*(?:refs/pull/|pull/|head_ref|HEAD_REF|pull_request\.head)")]
    private static partial Regex CheckoutCommand();

    [GeneratedRegex(@"\$\{\{(.*?)\}\}", RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\bgithub\s*\.\s*(?:event\s*\.|head_ref\b)|\bgithub\s*\.\s*event\s*\[|\btoJSON\s*\(\s*github", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"^github\.event\.(?:[a-z_]+\.)*(?:number|id|sha|base_sha|head_sha|before|after|merged|draft|action|repository\.(?:default_branch|full_name|name))$")]
    private static partial Regex Harmless();
}
