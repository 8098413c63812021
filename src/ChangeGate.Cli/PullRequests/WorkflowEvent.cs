using System.Text.Json;
using ChangeGate.Failures;

namespace ChangeGate.Cli.PullRequests;

/// <summary>What set a workflow off, as the runner describes it. It is a hint only: which pull request it is about; everything else is asked for.</summary>
/// <param name="PullRequest">null where the event is about none.</param>
internal sealed record WorkflowEvent(string Name, int? PullRequest)
{
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
            return new WorkflowEvent(name, NumberIn(payload.RootElement));
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

    private static int? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("number", out var number) && number.TryGetInt32(out var value) && value > 0 ? value : null;
}
