using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Commits;

/// <summary>What stands behind a commit: the commits before it, and the files that one changed.</summary>
public sealed class CommitApi
{
    /// <summary>GitHub lists no more files of a commit.</summary>
    private const int MostFiles = 3000;

    private const string Permission = "contents: read";

    private readonly RepositoryApi _api;

    internal CommitApi(RepositoryApi api) => _api = api;

    /// <summary>The newest hundred commits up to <paramref name="commit"/> that changed something at or below a path, the newest first.</summary>
    public async Task<EquatableList<Commit>> NewestOfAsync(string commit, string path, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"commits") + RepositoryApi.Escaped($"?sha={commit}&path={path}&per_page=100"), Permission);
        return CommitsFrom(call, await _api.Connection.ReadAsync(call, GitHubJson.Default.ListCommitPayload, cancellation));
    }

    public async Task<Commit> GetAsync(string commit, CancellationToken cancellation)
    {
        // Of its files none is asked for: they come page by page.
        var call = Call.Get(_api.Path($"commits/{commit}") + "?per_page=1&page=2", Permission);
        return Commit.From(await _api.Connection.ReadAsync(call, GitHubJson.Default.CommitPayload, cancellation)) ?? throw Refusals.Unreadable(call, "it names no commit");
    }

    /// <summary>The paths that a commit added or changed, from the root of the repository.</summary>
    public async Task<EquatableList<string>> PathsOfAsync(string commit, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"commits/{commit}") + "?per_page=100", Permission);
        var files = await _api.Connection.ListAsync(call, new Page<CommitPayload, FilePayload>(GitHubJson.Default.CommitPayload, static page => page.Files), cancellation);

        return files.Count < MostFiles
            ? [.. files.Where(static file => file.Status != "removed").Select(static file => file.Filename).OfType<string>()]
            : throw new GateException($"Commit {commit} changes {MostFiles} files or more; GitHub lists no more.", "Deploy it with signed approvals: what is not listed cannot be judged.");
    }

    private static EquatableList<Commit> CommitsFrom(Call call, List<CommitPayload> payloads) =>
        [.. payloads.Select(payload => Commit.From(payload) ?? throw Refusals.Unreadable(call, "a commit in it has no name"))];
}
