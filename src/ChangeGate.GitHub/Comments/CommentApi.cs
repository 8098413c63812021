using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Comments;

/// <summary>How a comment is answered without words.</summary>
public enum Reaction
{
    Eyes,
    ThumbsUp,
    ThumbsDown,
}

/// <summary>The conversation of a pull request.</summary>
public sealed class CommentApi
{
    private const string WritePermission = "pull-requests: write";

    private readonly RepositoryApi _api;

    internal CommentApi(RepositoryApi api) => _api = api;

    /// <summary>All of them, the oldest first.</summary>
    public async Task<EquatableList<Comment>> ListAsync(int pullRequest, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"issues/{pullRequest}/comments") + "?per_page=100", "pull-requests: read");
        return [.. (await _api.Connection.ListAsync(call, GitHubJson.Default.ListCommentPayload, cancellation)).Select(Comment.From)];
    }

    public async Task<Comment> CreateAsync(int pullRequest, string body, CancellationToken cancellation)
    {
        var call = Call.Post(_api.Path($"issues/{pullRequest}/comments"), WritePermission).With(new CommentBody(body), GitHubJson.Default.CommentBody);
        return Comment.From(await _api.Connection.ReadAsync(call, GitHubJson.Default.CommentPayload, cancellation));
    }

    /// <returns>null where the comment is gone.</returns>
    public async Task<Comment?> UpdateAsync(long comment, string body, CancellationToken cancellation)
    {
        var call = Call.Patch(_api.Path($"issues/comments/{comment}"), WritePermission).With(new CommentBody(body), GitHubJson.Default.CommentBody);
        return await _api.Connection.FindAsync(call, GitHubJson.Default.CommentPayload, cancellation) is { } payload ? Comment.From(payload) : null;
    }

    /// <summary>One that is gone already is as good as deleted.</summary>
    public Task DeleteAsync(long comment, CancellationToken cancellation) =>
        _api.DeleteAsync(Call.Delete(_api.Path($"issues/comments/{comment}"), WritePermission), cancellation);

    public async Task ReactAsync(long comment, Reaction reaction, CancellationToken cancellation)
    {
        var content = reaction switch { Reaction.Eyes => "eyes", Reaction.ThumbsUp => "+1", _ => "-1" };
        var call = Call.Post(_api.Path($"issues/comments/{comment}/reactions"), WritePermission);
        await _api.Connection.SendAsync(call.With(new ReactionBody(content), GitHubJson.Default.ReactionBody), cancellation);
    }
}
