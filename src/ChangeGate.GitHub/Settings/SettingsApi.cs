using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Settings;

/// <summary>What everybody who can read a repository sees of it.</summary>
public sealed record RepositorySettings(string DefaultBranch, bool IsOfOrganization);

/// <summary>What the tokens of workflows may do.</summary>
/// <param name="MayWrite">Where a workflow names no permissions.</param>
public sealed record WorkflowTokens(bool MayWrite, bool MayApprove);

/// <summary>Where jobs deploy to, and what holds them back.</summary>
public sealed record DeploymentEnvironment(string Name, bool HasReviewers, bool LimitsBranches);

/// <summary>A line that GitHub does not understand.</summary>
public sealed record OwnersProblem(string Path, int Line, string Kind);

/// <summary>How a repository is set up.</summary>
public sealed class SettingsApi
{
    private readonly RepositoryApi _api;

    internal SettingsApi(RepositoryApi api) => _api = api;

    public async Task<RepositorySettings> RepositoryAsync(CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"").TrimEnd('/'), "metadata: read");
        var payload = await _api.Connection.ReadAsync(call, GitHubJson.Default.RepositoryPayload, cancellation);

        return payload.DefaultBranch is { Length: > 0 } branch
            ? new RepositorySettings(branch, payload.Owner?.Type == "Organization")
            : throw Refusals.Unreadable(call, "it names no default branch");
    }

    public async Task<WorkflowTokens> WorkflowTokensAsync(CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"actions/permissions/workflow"), "administration: read");
        var payload = await _api.Connection.ReadAsync(call, GitHubJson.Default.WorkflowTokensPayload, cancellation);

        // What is not said counts as the looser.
        return new WorkflowTokens(payload.DefaultWorkflowPermissions != "read", payload.CanApprovePullRequestReviews ?? true);
    }

    public async Task<EquatableList<DeploymentEnvironment>> EnvironmentsAsync(CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"environments") + "?per_page=100", "actions: read");
        var page = new Page<EnvironmentsPayload, EnvironmentPayload>(GitHubJson.Default.EnvironmentsPayload, static payload => payload.Environments);
        var environments = await _api.Connection.ListAsync(call, page, cancellation);

        return [.. environments.Where(static one => one.Name is not null).Select(static one => new DeploymentEnvironment(
            one.Name!,
            (one.ProtectionRules ?? []).Any(static rule => rule.Type == "required_reviewers"),
            one.DeploymentBranchPolicy is not null))];
    }

    /// <returns>null where there is no CODEOWNERS file.</returns>
    public async Task<EquatableList<OwnersProblem>?> OwnersProblemsAsync(string branch, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"codeowners/errors") + $"?ref={Uri.EscapeDataString(branch)}", "contents: read");
        var payload = await _api.Connection.FindAsync(call, GitHubJson.Default.OwnersProblemsPayload, cancellation);

        return payload is null ? null : [.. (payload.Errors ?? []).Select(static problem => new OwnersProblem(problem.Path ?? "CODEOWNERS", problem.Line ?? 1, problem.Kind ?? "error"))];
    }
}
