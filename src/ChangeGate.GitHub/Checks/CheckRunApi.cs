using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Checks;

/// <summary>Check runs. Only GitHub Apps may write them, a workflow's own token among them.</summary>
public sealed class CheckRunApi
{
    private const string WritePermission = "checks: write";

    private readonly RepositoryApi _api;

    internal CheckRunApi(RepositoryApi api) => _api = api;

    public async Task<CheckRun> CreateAsync(string name, string headCommit, CheckReport report, CancellationToken cancellation)
    {
        var call = Call.Post(_api.Path($"check-runs"), WritePermission);
        var body = BodyOf(report) with { Name = name, HeadSha = headCommit };
        return CheckRun.From(await _api.Connection.ReadAsync(call.With(body, GitHubJson.Default.CheckRunBody), GitHubJson.Default.CheckRunPayload, cancellation));
    }

    /// <summary>Annotations are added to those that are there already.</summary>
    public async Task<CheckRun> UpdateAsync(long checkRun, CheckReport report, CancellationToken cancellation)
    {
        var call = Call.Patch(_api.Path($"check-runs/{checkRun}"), WritePermission).With(BodyOf(report), GitHubJson.Default.CheckRunBody);
        return CheckRun.From(await _api.Connection.ReadAsync(call, GitHubJson.Default.CheckRunPayload, cancellation));
    }

    /// <summary>The latest of each suite that bear this name.</summary>
    public async Task<EquatableList<CheckRun>> ListAsync(string commit, string name, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"commits/{commit}/check-runs?check_name={name}") + "&filter=latest&per_page=100", "checks: read");
        var page = new Page<CheckRunsPayload, CheckRunPayload>(GitHubJson.Default.CheckRunsPayload, static page => page.CheckRuns);
        return [.. (await _api.Connection.ListAsync(call, page, cancellation)).Select(CheckRun.From)];
    }

    private static CheckRunBody BodyOf(CheckReport report)
    {
        // GitHub cuts nothing off: it refuses the whole report, and the gate would stay silent.
        if (report.Output is { } output && (output.Summary.Length > CheckOutput.LongestText || output.Text?.Length > CheckOutput.LongestText || output.Annotations.Count > CheckOutput.MostAnnotations))
        {
            throw new ArgumentException("The output is larger than GitHub takes at once.", nameof(report));
        }

        if (report.Actions.Count > CheckReport.MostActions || report.Actions.Any(static action => action.Label.Length > 20 || action.Description.Length > 40 || action.Identifier.Length > 20))
        {
            throw new ArgumentException("The actions are more or longer than GitHub takes.", nameof(report));
        }

        return new CheckRunBody
        {
            Status = report.Conclusion is null ? "in_progress" : "completed",
            Conclusion = report.Conclusion is { } conclusion ? WordOf(conclusion) : null,
            StartedAt = report.StartedAt,
            CompletedAt = report.CompletedAt,
            DetailsUrl = report.DetailsUrl,
            ExternalId = report.ExternalId,
            Output = report.Output is { } shown ? OutputOf(shown) : null,
            Actions = report.Actions.Count == 0 ? null : [.. report.Actions.Select(static action => new CheckActionBody(action.Label, action.Description, action.Identifier))],
        };
    }

    private static string WordOf(CheckConclusion conclusion) => conclusion switch
    {
        CheckConclusion.Success => "success",
        CheckConclusion.ActionRequired => "action_required",
        CheckConclusion.Cancelled => "cancelled",
        CheckConclusion.TimedOut => "timed_out",
        _ => "failure",
    };

    private static CheckOutputBody OutputOf(CheckOutput output) => new(output.Title, output.Summary)
    {
        Text = output.Text,
        Annotations = output.Annotations.Count == 0 ? null : [.. output.Annotations.Select(AnnotationOf)],
    };

    private static AnnotationBody AnnotationOf(Annotation annotation)
    {
        var level = annotation.Level switch { AnnotationLevel.Failure => "failure", AnnotationLevel.Warning => "warning", _ => "notice" };
        var isOnOneLine = annotation.StartLine == annotation.EndLine;

        return new AnnotationBody(annotation.Path, annotation.StartLine, annotation.EndLine, level, annotation.Message)
        {
            Title = annotation.Title,
            StartColumn = isOnOneLine ? annotation.StartColumn : null,
            EndColumn = isOnOneLine ? annotation.EndColumn : null,
        };
    }
}
