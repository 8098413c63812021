using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Commits;

/// <summary>What stands behind a commit: the commits before it.</summary>
public sealed class CommitApi
{
    private const string Permission = "contents: read";

    private readonly RepositoryApi _api;

    internal CommitApi(RepositoryApi api) => _api = api;

    /// <summary>The newest hundred commits up to <paramref name="commit"/> that changed something at or below a path (any, where it is empty), the newest first.</summary>
    public async Task<EquatableList<Commit>> NewestOfAsync(string commit, string path, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"commits") + RepositoryApi.Escaped($"?sha={commit}&per_page=100") + (path.Length == 0 ? "" : RepositoryApi.Escaped($"&path={path}")), Permission);
        return CommitsFrom(call, await _api.Connection.ReadAsync(call, GitHubJson.Default.ListCommitPayload, cancellation));
    }

    public async Task<Commit> GetAsync(string commit, CancellationToken cancellation)
    {
        // Of its files none is asked for: they come page by page.
        var call = Call.Get(_api.Path($"commits/{commit}") + "?per_page=1&page=2", Permission);
        return Commit.From(await _api.Connection.ReadAsync(call, GitHubJson.Default.CommitPayload, cancellation)) ?? throw Refusals.Unreadable(call, "it names no commit");
    }

    private static EquatableList<Commit> CommitsFrom(Call call, List<CommitPayload> payloads) =>
        [.. payloads.Select(payload => Commit.From(payload) ?? throw Refusals.Unreadable(call, "a commit in it has no name"))];
}
