using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.Cli.PullRequests;

/// <summary>What set a workflow off, as the runner describes it. It is a hint only: which pull request it is about; everything else is asked for.</summary>
/// <param name="PullRequest">null where the event is about none.</param>
internal sealed partial record WorkflowEvent(string Name, int? PullRequest)
{
    /// <summary>Where a merge queue asks: the commits that it made of the base and the pull request.</summary>
    public MergeGroup? Group { get; init; }

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
            return GroupIn(payload.RootElement, name) ?? new WorkflowEvent(name, NumberIn(payload.RootElement));
        }
        catch (JsonException failure)
        {
            throw new GateException("The event of this workflow is not JSON.", "GITHUB_EVENT_PATH must name the file that the runner wrote.", failure);
        }
    }

    private static int? NumberIn(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (payload.TryGetProperty("pull_request", out var pullRequest))
        {
            return Number(pullRequest);
        }

        // A comment on an issue is about no pull request.
        return payload.TryGetProperty("issue", out var issue) && issue.ValueKind == JsonValueKind.Object && issue.TryGetProperty("pull_request", out _) ? Number(issue) : null;
    }

    private static WorkflowEvent? GroupIn(JsonElement payload, string name) =>
        payload.ValueKind == JsonValueKind.Object
        && payload.TryGetProperty("merge_group", out var group)
        && Text(group, "head_ref") is { } reference && QueuedPullRequest().Match(reference) is { Success: true } match && int.TryParse(match.Groups[1].Value, out var number)
        && Text(group, "base_sha") is { } parent && Text(group, "head_sha") is { } head
            ? new WorkflowEvent(name, number) { Group = new MergeGroup(parent, head) }
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value > 0 ? value : null;

    // refs/heads/gh-readonly-queue/main/pr-7-0123…
    [GeneratedRegex(@"/pr-([0-9]{1,9})-[0-9a-f]+\z")]
    private static partial Regex QueuedPullRequest();
}

/// <summary>What a merge queue is about to merge.</summary>
/// <param name="Base">The commit that the group stands on: the base branch, or the group before it in the queue.</param>
internal sealed record MergeGroup(string Base, string Head);
