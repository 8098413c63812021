using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.GitHub.People;
using ChangeGate.Text;

namespace ChangeGate.GitHub.PullRequests;

/// <summary>Who really pushed to a pull request.</summary>
public sealed class PushApi
{
    /// <summary>Further back nobody looks: a head that is not among them came from nobody knows whom.</summary>
    private const int MostMoves = 1000;

    private readonly RepositoryApi _api;

    internal PushApi(RepositoryApi api) => _api = api;

    public async Task<PushHistory> OfAsync(PullRequest pullRequest, EquatableList<Commit> commits, CancellationToken cancellation)
    {
        if (pullRequest.HeadRepository is not { } repository)
        {
            return new PushHistory(ScopeWithout(pullRequest, commits));
        }

        var branch = $"refs/heads/{pullRequest.HeadBranch}";
        var history = HistoryOf(await MovesAsync(repository, $"?ref={branch}", pullRequest, cancellation), pullRequest, commits);

        // A branch is often removed once it is merged, and may then not be found by its name any more.
        return history.Scope == PusherScope.Known || pullRequest.IsOpen
            ? history
            : HistoryOf(await MovesAsync(repository, $"", pullRequest, cancellation), pullRequest, commits);
    }

    private PushHistory HistoryOf(IEnumerable<Push> moves, PullRequest pullRequest, EquatableList<Commit> commits)
    {
        var brought = commits.Select(static commit => commit.Sha).ToHashSet(StringComparer.Ordinal);
        EquatableList<Push> pushes = [.. moves.Where(push => push.At >= pullRequest.CreatedAt || brought.Contains(push.After))];

        // The list may lag behind: without the head in it, it says nothing of who brought that.
        var newest = pushes.FirstOrDefault(push => push.After == pullRequest.HeadCommit);

        return new PushHistory(newest is null ? ScopeWithout(pullRequest, commits) : PusherScope.Known) { Pushes = pushes, HeadAt = newest?.At };
    }

    private PusherScope ScopeWithout(PullRequest pullRequest, EquatableList<Commit> commits) => pullRequest switch
    {
        _ when commits.Count > 0 && commits.All(static commit => commit.IsVerified) => PusherScope.Known,
        { HeadRepository: { } head } when string.Equals($"{head}", $"{_api.Name}", StringComparison.OrdinalIgnoreCase) => PusherScope.Writers,
        { HeadOwner.Type: AccountType.User, MaintainersMayPush: true } => PusherScope.Writers,
        { HeadOwner.Type: AccountType.User } => PusherScope.Strangers,
        _ => PusherScope.Anybody,
    };

    /// <summary>The newest first; empty where the token may not see them, or the server is too old to know them.</summary>
    private async Task<IReadOnlyList<Push>> MovesAsync(RepositoryName repository, FormattableString query, PullRequest pullRequest, CancellationToken cancellation)
    {
        var filter = RepositoryApi.Escaped(query);
        var call = Call.Get($"{RepositoryApi.Escaped($"repos/{repository.Owner}/{repository.Name}/activity")}{(filter.Length == 0 ? "?" : $"{filter}&")}per_page=100", "contents: read");
        var page = new Page<List<ActivityPayload>, ActivityPayload>(GitHubJson.Default.ListActivityPayload, static page => page);

        try
        {
            var listed = await _api.Connection.ListUntilAsync(call, page, moves => moves.Count >= MostMoves || (moves.Count > 0 && moves[^1].Timestamp < pullRequest.CreatedAt), cancellation);

            return [.. listed
                .Where(move => move is { After: not null, Timestamp: not null } && move.Ref == $"refs/heads/{pullRequest.HeadBranch}")
                .Select(static move => new Push(move.After!, Account.From(move.Actor), move.Timestamp!.Value))
                .OrderByDescending(static push => push.At)];
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.NotFound or RefusalKind.Permission or RefusalKind.Invalid })
        {
            return [];
        }
    }
}
