using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.Cli.PullRequests;

/// <summary>What set a workflow off, as the runner describes it. It is a hint only: which pull request or which commits it is about; everything else is asked for.</summary>
/// <param name="PullRequest">null where the event names none.</param>
internal sealed partial record WorkflowEvent(string Name, int? PullRequest)
{
    private const string Branches = "refs/heads/";

    /// <summary>Empty where the event knows no kinds.</summary>
    public string Action { get; init; } = "";

    /// <summary>Where a merge queue asks: the commits that it made of the base and the pull requests.</summary>
    public MergeGroup? Group { get; init; }

    /// <summary>Where a branch moved.</summary>
    public PushedCommits? Push { get; init; }

    /// <summary>Where somebody asked for a check again: the commit that it is a check of. Whoever pressed a button asked, and approved nothing.</summary>
    public string? Checked { get; init; }

    /// <summary>Where somebody wrote in the conversation of a pull request.</summary>
    public CommentEvent? Comment { get; init; }

    /// <summary>Somebody wants every open pull request judged again.</summary>
    public bool IsForAll { get; init; }

    /// <summary>The number of the deployment that asks; null for every other event.</summary>
    public long? Deployment { get; init; }

    public static WorkflowEvent Read(Func<string, string?> variable)
    {
        var name = variable("GITHUB_EVENT_NAME") ?? "";

        if (variable("GITHUB_EVENT_PATH") is not { Length: > 0 } path || !File.Exists(path))
        {
            return new WorkflowEvent(name, null);
        }

        try
        {
            using var payload = JsonDocument.Parse(File.ReadAllBytes(path));
            return payload.RootElement.ValueKind == JsonValueKind.Object ? Of(name, payload.RootElement) : new WorkflowEvent(name, null);
        }
        catch (JsonException failure)
        {
            throw new GateException("The event of this workflow is not JSON.", "GITHUB_EVENT_PATH must name the file that the runner wrote.", failure);
        }
    }

    private static WorkflowEvent Of(string name, JsonElement payload)
    {
        var read = new WorkflowEvent(name, NumberIn(payload)) { Action = Text(payload, "action") ?? "" };

        return name switch
        {
            "merge_group" => read with { Group = GroupIn(payload) },
            "deployment" => read with { Deployment = DeploymentIn(payload) },
            "push" => read with { Push = PushIn(payload) },
            "issue_comment" => read with { Comment = CommentIn(payload, read.Action) },
            "check_run" or "check_suite" when read.Action is "rerequested" or "requested_action" => read with { Checked = Text(payload, name, "head_sha") },
            _ => read,
        };
    }

    private static int? NumberIn(JsonElement payload)
    {
        if (payload.TryGetProperty("pull_request", out var pullRequest))
        {
            return Number(pullRequest, "number");
        }

        // A comment on an issue is about no pull request.
        if (payload.TryGetProperty("issue", out var issue))
        {
            return issue.ValueKind == JsonValueKind.Object && issue.TryGetProperty("pull_request", out _) ? Number(issue, "number") : null;
        }

        // What a person typed into the form of the workflow.
        return int.TryParse(Text(payload, "inputs", "pull-request"), out var typed) && typed > 0 ? typed : null;
    }

    private static long? DeploymentIn(JsonElement payload) =>
        payload.TryGetProperty("deployment", out var deployment) && deployment.ValueKind == JsonValueKind.Object
        && deployment.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) && number > 0
            ? number
            : null;

    private static MergeGroup? GroupIn(JsonElement payload) =>
        Text(payload, "merge_group", "head_ref") is { } reference && QueuedPullRequest().Match(reference) is { Success: true } match && int.TryParse(match.Groups[1].Value, out var number)
        && Text(payload, "merge_group", "base_ref") is { } branch && branch.StartsWith(Branches, StringComparison.Ordinal)
        && Text(payload, "merge_group", "base_sha") is { } parent && Text(payload, "merge_group", "head_sha") is { } head
            ? new MergeGroup(parent, head) { Branch = branch[Branches.Length..], PullRequest = number }
            : null;

    private static PushedCommits? PushIn(JsonElement payload) =>
        Text(payload, "ref") is { } reference && reference.StartsWith(Branches, StringComparison.Ordinal) && Text(payload, "before") is { } before && Text(payload, "after") is { } after
            ? new PushedCommits(before, after) { Branch = reference[Branches.Length..], DefaultBranch = Text(payload, "repository", "default_branch") }
            : null;

    private static CommentEvent? CommentIn(JsonElement payload, string action) =>
        Text(payload, "comment", "body") is { } body && payload.GetProperty("comment").TryGetProperty("id", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var id)
            ? new CommentEvent(id, action, body) { PreviousBody = Text(payload, "changes", "body", "from"), IsByPerson = Text(payload, "comment", "user", "type") == "User" }
            : null;

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    private static int? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value > 0 ? value : null;

    // refs/heads/gh-readonly-queue/main/pr-7-0123…
    [GeneratedRegex(@"/pr-([0-9]{1,9})-[0-9a-f]+\z")]
    private static partial Regex QueuedPullRequest();
}

/// <summary>What a merge queue is about to merge.</summary>
/// <param name="Base">The commit that the group stands on: the base branch, or the group before it in the queue.</param>
internal sealed record MergeGroup(string Base, string Head)
{
    /// <summary>Into which it merges.</summary>
    public required string Branch { get; init; }

    /// <summary>The last of the group, for which the group is named.</summary>
    public required int PullRequest { get; init; }
}

/// <summary>How a branch moved.</summary>
/// <param name="Before">What it named; only zeros where it is new.</param>
/// <param name="After">What it names now; only zeros where it is gone.</param>
internal sealed record PushedCommits(string Before, string After)
{
    public required string Branch { get; init; }

    /// <summary>Of the repository; null where the event does not say.</summary>
    public string? DefaultBranch { get; init; }

    public bool IsNew => Before.All(static digit => digit == '0');

    public bool IsGone => After.All(static digit => digit == '0');
}
