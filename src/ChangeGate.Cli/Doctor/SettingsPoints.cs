using ChangeGate.GitHub;
using ChangeGate.GitHub.Settings;
using ChangeGate.Migrations;
using ChangeGate.Reports;
using ChangeGate.Text;
using static ChangeGate.Cli.Doctor.HostedSetup;

namespace ChangeGate.Cli.Doctor;

/// <summary>Settings of the repository that the gate leans on: tokens, owners, teams and environments.</summary>
internal sealed class SettingsPoints(GitHubRepository repository, LocalSetup local, RepositorySettings settings)
{
    private const string Team = "team:";

    private readonly List<SetupPoint> _points = [];

    public async Task<IReadOnlyList<SetupPoint>> LookAsync(CancellationToken cancellation)
    {
        await TokensAsync(cancellation);
        await OwnersAsync(cancellation);
        await TeamsAsync(cancellation);
        await EnvironmentsAsync(cancellation);

        return _points;
    }

    private async Task TokensAsync(CancellationToken cancellation)
    {
        var tokens = await SeeAsync(_points, "tokens", "What workflows may do by default", () => repository.Settings.WorkflowTokensAsync(cancellation));

        if (tokens is null)
        {
            return;
        }

        if (tokens.MayWrite)
        {
            Warn("token-default", "A workflow that names no permissions may write everything, the gate's check too.", "Set the workflow permissions of the repository to read.");
        }

        if (tokens.MayApprove)
        {
            Warn("actions-approve", "Workflows may approve pull requests: ChangeGate does not count that, and GitHub's own rules do.", "Do not allow GitHub Actions to approve pull requests.");
        }

        if (tokens is { MayWrite: false, MayApprove: false })
        {
            _points.Add(new SetupPoint("tokens", PointState.Holds, "Workflows read by default, and approve nothing"));
        }
    }

    private async Task OwnersAsync(CancellationToken cancellation)
    {
        var problems = await SeeAsync(_points, "owners-problems", "Whether GitHub understands CODEOWNERS", async () => await repository.Settings.OwnersProblemsAsync(settings.DefaultBranch, cancellation) ?? []);

        foreach (var problem in problems.Take(3))
        {
            _points.Add(new SetupPoint("owners-problems", PointState.Warns, $"GitHub does not understand a line of CODEOWNERS ({problem.Kind}): it owns nothing.") { Where = $"{problem.Path}:{problem.Line}", Remedy = "Write owners that exist and may write." });
        }
    }

    private async Task TeamsAsync(CancellationToken cancellation)
    {
        var teams = local.Configurations
            .SelectMany(configuration => configuration.Policy.Clauses)
            .SelectMany(clause => clause.Require?.From ?? [])
            .Where(who => who.StartsWith(Team, StringComparison.Ordinal) && who != "team:codeowners")
            .Select(who => who[Team.Length..])
            .Distinct(StringComparer.Ordinal);
        var signed = local.Configurations.SelectMany(configuration => configuration.Policy.Approvers).SelectMany(approver => approver.Teams).ToHashSet(StringComparer.Ordinal);

        foreach (var team in teams)
        {
            var (organization, name) = team.Split('/', 2) is [var owner, var rest] ? (owner, rest) : (repository.Name.Owner, team);

            // Where its members sign, GitHub need not know it.
            if (!settings.IsOfOrganization && !team.Contains('/'))
            {
                if (signed.Contains(team))
                {
                    continue;
                }

                _points.Add(new SetupPoint("team", PointState.Fails, $"The policy names the team {Prose.Name(team)}, and {Prose.Name(repository.Name.Owner)} is a person's account, which has no teams.") { Remedy = "Name people on GitHub as `@login`, or a team as `team:ORGANIZATION/NAME`." });
                continue;
            }

            await TeamAsync(organization, name, signed.Contains(team) ? PointState.Warns : PointState.Fails, cancellation);
        }
    }

    private async Task TeamAsync(string organization, string name, PointState missing, CancellationToken cancellation)
    {
        var team = Prose.Name($"{organization}/{name}");
        var seen = await SeeAsync(_points, "team", $"The team {team}, which the policy names,", async () =>
            (Exists: await repository.People.TeamExistsAsync(organization, name, cancellation), Reads: await repository.People.TeamHasAccessAsync(organization, name, cancellation)) as (bool Exists, bool Reads)?);

        if (seen is { Exists: false })
        {
            _points.Add(new SetupPoint("team", missing, $"The policy names the team {team}, and there is none that this token may see: nobody's review counts for it.") { Remedy = "Write its name as in its address on GitHub, and look with a token that has `members: read`." });
        }
        else if (seen is { Reads: false })
        {
            Warn("team-access", $"The team {team} has no access to this repository: it cannot be asked to review.", "Give it write access.");
        }
        else if (seen is not null)
        {
            _points.Add(new SetupPoint("team", PointState.Holds, $"The team {team} is there and can be asked"));
        }
    }

    private async Task EnvironmentsAsync(CancellationToken cancellation)
    {
        var named = local.Configurations.SelectMany(configuration => configuration.Targets).SelectMany(target => target.Environments).GroupBy(environment => environment.Name).ToList();

        if (named.Count == 0)
        {
            return;
        }

        var there = await SeeAsync(_points, "environments", "Deployment environments", async () => (EquatableList<DeploymentEnvironment>?)await repository.Settings.EnvironmentsAsync(cancellation));

        if (there is null)
        {
            return;
        }

        foreach (var environment in named)
        {
            Environment(environment.Key, environment.Any(one => one.Class == EnvironmentClass.Protected), there.Value.FirstOrDefault(one => one.Name == environment.Key));
        }
    }

    private void Environment(string name, bool isProtected, DeploymentEnvironment? there)
    {
        if (there is null)
        {
            Warn("environment", $"There is no environment {Prose.Name(name)} on GitHub; a job that names it makes one that anybody's workflow can use.", "Make it, and keep the connection in a secret of it.");
        }
        else if (isProtected && !there.LimitsBranches)
        {
            Warn("environment-branches", $"Any branch may deploy to {Prose.Name(name)}: a workflow that somebody pushes can read its connection.", "Limit it to the branches that are deployed.");
        }
        else if (isProtected && !there.HasReviewers)
        {
            Warn("environment-reviewers", $"Nobody is asked before a job runs on {Prose.Name(name)}.", "Ask for reviewers there, where a person is to release each run.");
        }
        else
        {
            _points.Add(new SetupPoint("environment", PointState.Holds, $"The environment {Prose.Name(name)} is there{(isProtected ? ", for its branches and with reviewers" : "")}"));
        }
    }

    private void Warn(string name, string what, string remedy) => _points.Add(new SetupPoint(name, PointState.Warns, what) { Remedy = remedy });
}
