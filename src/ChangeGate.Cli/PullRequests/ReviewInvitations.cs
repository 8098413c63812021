using ChangeGate.Approvals;
using ChangeGate.Cli.Output;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Reports;

namespace ChangeGate.Cli.PullRequests;

/// <summary>
/// Asks those for a review whose consent is missing. Nobody is asked who stands asked already, who has decided about what is proposed now, or who wrote it;
/// and nobody at all while somebody wants changes, or while the proposal is a draft.
/// </summary>
internal sealed class ReviewInvitations(GitHubRepository repository)
{
    private const string Team = "team:";

    /// <summary>GitHub takes no more of each kind.</summary>
    private const int Most = 15;

    public async Task SendAsync(PullRequest pullRequest, PullRequestResult result, CancellationToken cancellation)
    {
        if (result.ExitCode != ExitCode.Pending || pullRequest.IsDraft || ChecksOf(result).Any(static check => check.Problem == ApprovalProblem.NotApproving))
        {
            return;
        }

        var asked = await AskedAsync(pullRequest, result, cancellation);
        var people = asked.Where(static name => !name.Contains('/')).Except(NotAsked(pullRequest, result), StringComparer.OrdinalIgnoreCase).Take(Most).ToList();
        var teams = asked.Where(static name => name.Contains('/')).Select(SlugOf).OfType<string>().Except(pullRequest.RequestedTeams, StringComparer.OrdinalIgnoreCase).Take(Most).ToList();

        if (people.Count + teams.Count > 0)
        {
            await RequestAsync(pullRequest, people, teams, cancellation);
        }
    }

    private static IEnumerable<ApprovalCheck> ChecksOf(PullRequestResult result) => result.Concerned.SelectMany(static judgement => judgement.Decision.Approvals);

    /// <summary>Whoever decided about other bytes is asked again.</summary>
    private static IEnumerable<string> NotAsked(PullRequest pullRequest, PullRequestResult result) =>
    [
        .. pullRequest.RequestedReviewers,
        pullRequest.Author?.Login ?? "",
        .. ChecksOf(result).Where(static check => check.Problem is not (ApprovalProblem.OtherDigest or ApprovalProblem.Expired or ApprovalProblem.Repeated)).Select(static check => check.Giver?.TrimStart('@')).OfType<string>(),
    ];

    /// <returns>Logins, and teams with the organization before them.</returns>
    private async Task<IReadOnlyList<string>> AskedAsync(PullRequest pullRequest, PullRequestResult result, CancellationToken cancellation)
    {
        var asked = new List<string>();
        CodeOwners? owners = null;

        foreach (var judgement in result.Concerned)
        {
            foreach (var from in judgement.Decision.Requirements.Where(static state => !state.IsMet).SelectMany(static state => state.Requirement.From))
            {
                if (from == Team + Standing.CodeOwners)
                {
                    owners ??= CodeOwners.Read(await repository.Contents.CodeOwnersAsync(pullRequest.BaseCommit, cancellation));
                    asked.AddRange(OwnersOf(judgement, owners));
                }
                else if (from.StartsWith(Team, StringComparison.Ordinal))
                {
                    asked.Add(from.Contains('/') ? from[Team.Length..] : $"{repository.Name.Owner}/{from[Team.Length..]}");
                }
                else if (from.StartsWith('@'))
                {
                    asked.Add(from[1..]);
                }
            }
        }

        return [.. asked.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> OwnersOf(Judgement judgement, CodeOwners owners)
    {
        var set = judgement.Assessment.Set;
        return set.Proposed.SelectMany(migration => owners.OwnersOf(set.PathInRepository(migration.Path))).Where(static owner => owner.StartsWith('@')).Select(static owner => owner[1..]);
    }

    /// <returns>null for a team of another organization, which GitHub does not ask.</returns>
    private string? SlugOf(string team)
    {
        var parts = team.Split('/', 2);

        if (string.Equals(parts[0], repository.Name.Owner, StringComparison.OrdinalIgnoreCase))
        {
            return parts[1];
        }

        Terminal.Remark($"The team {Escape.Terminal(team)} is not asked for a review: GitHub asks only teams of the repository's own organization. A review of its members counts all the same.");
        return null;
    }

    /// <summary>One name that GitHub does not take would keep all others from being asked.</summary>
    private async Task RequestAsync(PullRequest pullRequest, List<string> people, List<string> teams, CancellationToken cancellation)
    {
        try
        {
            await repository.PullRequests.RequestReviewersAsync(pullRequest.Number, people, teams, cancellation);
        }
        catch (GateException failure) when (people.Count + teams.Count > 1 && failure.InnerException is GitHubRefusalException { Kind: RefusalKind.Invalid })
        {
            foreach (var person in people)
            {
                await VerdictReporter.TryAsync($"the request to {person}", () => repository.PullRequests.RequestReviewersAsync(pullRequest.Number, [person], [], cancellation));
            }

            foreach (var team in teams)
            {
                await VerdictReporter.TryAsync($"the request to team {Escape.Terminal(team)}", () => repository.PullRequests.RequestReviewersAsync(pullRequest.Number, [], [team], cancellation));
            }
        }
    }
}
