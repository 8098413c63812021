using ChangeGate.GitHub;
using ChangeGate.GitHub.PullRequests;

namespace ChangeGate.Cli.PullRequests;

/// <summary>One label that says the verdict, for lists and filters; none where nothing is proposed.</summary>
internal sealed class VerdictLabels(GitHubRepository repository)
{
    private static readonly string[] All = [.. new[] { ExitCode.Allowed, ExitCode.Pending, ExitCode.Denied, ExitCode.CannotDecide }.Select(NameOf)];

    public async Task PutAsync(PullRequest pullRequest, PullRequestResult result, CancellationToken cancellation)
    {
        var wanted = result.HasSomethingToSay ? NameOf(result.ExitCode) : null;

        foreach (var label in pullRequest.Labels.Where(label => All.Contains(label, StringComparer.OrdinalIgnoreCase) && !IsSame(label, wanted)))
        {
            await repository.Labels.RemoveAsync(pullRequest.Number, label, cancellation);
        }

        if (wanted is not null && !pullRequest.Labels.Any(label => IsSame(label, wanted)))
        {
            await repository.Labels.AddAsync(pullRequest.Number, [wanted], cancellation);
        }
    }

    private static bool IsSame(string label, string? wanted) => string.Equals(label, wanted, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(ExitCode code) => code switch
    {
        ExitCode.Allowed => "schema: allowed",
        ExitCode.Pending => "schema: approval needed",
        ExitCode.Denied => "schema: denied",
        _ => "schema: undecided",
    };
}
