using System.Text.RegularExpressions;
using ChangeGate.Cli.Setup;
using ChangeGate.Failures;
using ChangeGate.GitHub.Workflows;
using ChangeGate.Reports;
using ChangeGate.Text;

namespace ChangeGate.Cli.Doctor;

/// <summary>What a step has ChangeGate do.</summary>
internal enum GateUse
{
    /// <summary>Judges a pull request and reports on it.</summary>
    Check,

    /// <summary>Runs what was approved, or takes it back.</summary>
    Apply,
}

/// <summary>A step that runs ChangeGate, with all that stands around it.</summary>
internal sealed record GateStep(Workflow Workflow, WorkflowJob Job, WorkflowStep Step, GateUse Use)
{
    /// <summary>What the token of the job may do; null where nobody wrote it down.</summary>
    public WorkflowPermissions? Permissions => Job.Permissions ?? Workflow.Permissions;

    /// <summary>It speaks as somebody else than GitHub Actions.</summary>
    public bool HasOwnToken => Step.Input("token") is { Value: { Length: > 0 } token } && !token.Contains("github.token", StringComparison.OrdinalIgnoreCase) && !token.Contains("GITHUB_TOKEN", StringComparison.Ordinal);

    public string At(int line) => $"{Workflow.Path}:{line}";
}

/// <summary>The workflows of a repository as they lie on disk, and the steps among them that are the gate.</summary>
internal sealed partial class GateWorkflows
{
    private GateWorkflows(List<Workflow> all, List<GateStep> steps, List<SetupPoint> unreadable) => (All, Steps, Unreadable) = (all, steps, unreadable);

    public IReadOnlyList<Workflow> All { get; }

    public IReadOnlyList<GateStep> Steps { get; }

    public IReadOnlyList<SetupPoint> Unreadable { get; }

    public IEnumerable<GateStep> Of(GateUse use) => Steps.Where(step => step.Use == use);

    public static GateWorkflows Read(RepositoryFiles files)
    {
        var (all, steps, unreadable) = (new List<Workflow>(), new List<GateStep>(), new List<SetupPoint>());
        var isOwnAction = (files.Text("action.yml") ?? files.Text("action.yaml") ?? "").StartsWith("name: ChangeGate", StringComparison.Ordinal);

        foreach (var path in files.Paths.Where(IsWorkflow))
        {
            var text = files.Text(path) ?? "";

            try
            {
                var workflow = WorkflowReader.Read(new SourceText(path, text));
                all.Add(workflow);
                steps.AddRange(workflow.Jobs.SelectMany(job => job.Steps.Select(step => UseOf(step, isOwnAction) is { } use ? new GateStep(workflow, job, step, use) : null)).OfType<GateStep>());
            }
            catch (GateException failure)
            {
                var concerns = text.Contains("changegate", StringComparison.OrdinalIgnoreCase);
                unreadable.Add(new SetupPoint("workflow-unreadable", concerns ? PointState.Fails : PointState.Unseen, failure.Problem) { Remedy = failure.Remedy });
            }
        }

        return new GateWorkflows(all, steps, unreadable);
    }

    // GitHub looks into this folder and none below it.
    private static bool IsWorkflow(string path) =>
        path.StartsWith($"{WorkflowTemplates.Folder}/", StringComparison.Ordinal) && path.LastIndexOf('/') == WorkflowTemplates.Folder.Length && (path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal));

    private static GateUse? UseOf(WorkflowStep step, bool isOwnAction)
    {
        if (step.Uses is { } uses && (Action().IsMatch(uses.Value) || (isOwnAction && uses.Value is "./" or ".")))
        {
            return step.Input("mode")?.Value switch
            {
                null or "" or "check" => GateUse.Check,
                "verify" => null,
                _ => GateUse.Apply,
            };
        }

        return step.Run is { } run && Command().Match(run.Value) is { Success: true } command
            ? command.Groups[1].Value == "publish" ? GateUse.Check : GateUse.Apply
            : null;
    }

    [GeneratedRegex(@"(?:^|/)changegate(?:/[\w./-]*)?@", RegexOptions.IgnoreCase)]
    private static partial Regex Action();

    [GeneratedRegex(@"\bchangegate\s+(publish|apply|rollback)\b")]
    private static partial Regex Command();
}
