using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.Comments;

/// <summary>Labels of a pull request; the present ones come with <see cref="PullRequests.PullRequest.Labels"/>.</summary>
public sealed class LabelApi
{
    private const string WritePermission = "pull-requests: write";

    private readonly RepositoryApi _api;

    internal LabelApi(RepositoryApi api) => _api = api;

    /// <summary>Those that the repository does not have yet are made.</summary>
    public async Task AddAsync(int pullRequest, IReadOnlyList<string> labels, CancellationToken cancellation)
    {
        var call = Call.Post(_api.Path($"issues/{pullRequest}/labels"), WritePermission);
        await _api.Connection.SendAsync(call.With(new LabelsBody(labels), GitHubJson.Default.LabelsBody), cancellation);
    }

    /// <summary>One that is not there is as good as removed.</summary>
    public Task RemoveAsync(int pullRequest, string label, CancellationToken cancellation) =>
        _api.DeleteAsync(Call.Delete(_api.Path($"issues/{pullRequest}/labels/{label}"), WritePermission), cancellation);
}
