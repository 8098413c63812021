using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.Deployments;

/// <summary>The zero value says that it went wrong.</summary>
public enum DeploymentState
{
    Failure,
    Error,
    InProgress,
    Success,
}

/// <param name="Description">Cut off where it is longer than GitHub takes.</param>
public sealed record DeploymentReport(DeploymentState State, string Description)
{
    /// <summary>The run's own page.</summary>
    public string? LogUrl { get; init; }

    public string? EnvironmentUrl { get; init; }
}

/// <summary>What ran where, in GitHub's own list.</summary>
public sealed class DeploymentApi
{
    private const string WritePermission = "deployments: write";

    private const int LongestDescription = 140;

    private readonly RepositoryApi _api;

    internal DeploymentApi(RepositoryApi api) => _api = api;

    /// <returns>Its number. GitHub is told to merge nothing and to wait for nothing.</returns>
    public async Task<long> CreateAsync(string commit, string environment, string description, CancellationToken cancellation)
    {
        var call = Call.Post(_api.Path($"deployments"), WritePermission).With(new DeploymentBody(commit, environment, Shortened(description)), GitHubJson.Default.DeploymentBody);
        var payload = await _api.Connection.ReadAsync(call, GitHubJson.Default.IdPayload, cancellation);

        // A merge of branches is answered with success and without a deployment.
        return payload.Id > 0 ? payload.Id : throw Refusals.Unreadable(call, "it names no deployment");
    }

    public async Task ReportAsync(long deployment, DeploymentReport report, CancellationToken cancellation)
    {
        var state = report.State switch { DeploymentState.Success => "success", DeploymentState.InProgress => "in_progress", DeploymentState.Error => "error", _ => "failure" };
        var body = new DeploymentStatusBody(state, Shortened(report.Description)) { LogUrl = report.LogUrl, EnvironmentUrl = report.EnvironmentUrl };
        await _api.Connection.SendAsync(Call.Post(_api.Path($"deployments/{deployment}/statuses"), WritePermission).With(body, GitHubJson.Default.DeploymentStatusBody), cancellation);
    }

    private static string Shortened(string description) => description.Length <= LongestDescription ? description : description[..(LongestDescription - 1)] + "…";
}
