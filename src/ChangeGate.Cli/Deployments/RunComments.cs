using ChangeGate.Cli.PullRequests;
using ChangeGate.GitHub;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.Publishing;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Deployments;

/// <summary>What runs say on pull requests, one comment for each key. Nothing that was done is undone because it could not be told, so a refusal is only said, and nothing is cancelled.</summary>
internal sealed class RunComments(GitHubRepository repository)
{
    private (bool IsKnown, Account? Account) _writer;

    public Task PutAsync(int pullRequest, string key, string text) => VerdictReporter.TryAsync($"the comment of pull request {pullRequest}", async () =>
    {
        _writer = _writer.IsKnown ? _writer : (true, await repository.People.OwnAsync(CancellationToken.None));
        await new StickyComment(repository) { Writer = _writer.Account }.PutAsync(pullRequest, MarkdownReport.Marker(key), text, mayCreate: true, CancellationToken.None);
    });
}
