using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.Checks;

/// <summary>The zero value blocks.</summary>
public enum CommitState
{
    Error,
    Failure,
    Pending,
    Success,
}

/// <summary>Commit statuses: for tokens that may write no check run. Whoever may push may forge them, so a check run is better wherever it can be.</summary>
public sealed class StatusApi
{
    private const int LongestDescription = 140;

    private readonly RepositoryApi _api;

    internal StatusApi(RepositoryApi api) => _api = api;

    public async Task CreateAsync(string commit, CommitStatus status, CancellationToken cancellation)
    {
        var state = status.State switch { CommitState.Success => "success", CommitState.Pending => "pending", CommitState.Failure => "failure", _ => "error" };
        var description = status.Description.Length <= LongestDescription ? status.Description : status.Description[..(LongestDescription - 1)] + "…";
        var call = Call.Post(_api.Path($"statuses/{commit}"), "statuses: write");
        await _api.Connection.SendAsync(call.With(new StatusBody(state, status.Context, description, status.Url), GitHubJson.Default.StatusBody), cancellation);
    }
}

/// <param name="Description">Cut off where it is longer than GitHub takes.</param>
public sealed record CommitStatus(CommitState State, string Context, string Description, string? Url);
