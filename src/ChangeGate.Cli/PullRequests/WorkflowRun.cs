namespace ChangeGate.Cli.PullRequests;

/// <summary>The run of a workflow that this process belongs to.</summary>
internal static class WorkflowRun
{
    /// <summary>Where people read its summary, which holds whole reports; null outside of a workflow.</summary>
    public static string? Page { get; } = Find(Environment.GetEnvironmentVariable);

    private static string? Find(Func<string, string?> variable) =>
        (variable("GITHUB_SERVER_URL"), variable("GITHUB_REPOSITORY"), variable("GITHUB_RUN_ID")) is ({ Length: > 0 } server, { Length: > 0 } repository, { Length: > 0 } run)
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;
}
