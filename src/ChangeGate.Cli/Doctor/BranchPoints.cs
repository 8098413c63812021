using ChangeGate.Cli.PullRequests;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Branches;
using ChangeGate.Reports;
using static ChangeGate.Cli.Doctor.HostedSetup;

namespace ChangeGate.Cli.Doctor;

/// <summary>Whether a branch really waits for the gate, and who need not.</summary>
internal sealed class BranchPoints(GitHubRepository repository, GateWorkflows workflows, string branch)
{
    /// <summary>The App in whose name all workflows write.</summary>
    private const long Actions = 15368;

    private readonly List<SetupPoint> _points = [];

    public async Task<IReadOnlyList<SetupPoint>> LookAsync(CancellationToken cancellation)
    {
        if (await repository.Branches.GetAsync(branch, cancellation) is not { } seen)
        {
            return [new SetupPoint("branch", PointState.Fails, $"There is no branch {Prose.Name(branch)}, or the token may not see it.") { Remedy = "Name another with `--branch`." }];
        }

        var rules = await repository.Branches.RulesAsync(branch, cancellation);
        var classic = seen.HasProtection
            ? await SeeAsync(_points, "classic-protection", "What else classic protection asks", async () => await repository.Branches.ProtectionAsync(branch, cancellation) ?? throw Hidden())
            : null;
        List<BranchRequirements> all = [rules, .. classic is null ? [] : new[] { classic }];

        Check([.. all.SelectMany(one => one.Checks).Concat(classic is null ? seen.Checks : [])], rules);

        // Of protection that is hidden nobody can say what it lacks.
        if (classic is not null || !seen.HasProtection)
        {
            Freshness(all, rules.MergeQueue);
            Pushes(all);
            Owners(all);
        }

        Administrators(classic, rules);
        await BypassesAsync(rules, cancellation);

        return _points;
    }

    private void Check(List<RequiredCheck> checks, BranchRequirements rules)
    {
        var required = checks.Where(check => check.Name == VerdictReporter.CheckName).ToList();
        var isWorkflow = rules.Workflows.Any(path => workflows.Of(GateUse.Check).Any(step => step.Workflow.Path == path));

        if (required.Count == 0 && !isWorkflow)
        {
            Fail("check-required", $"Nothing requires the check {Prose.Name(VerdictReporter.CheckName)}: a pull request can be merged whatever the gate says.", $"Require it in a ruleset for {Prose.Name(branch)}, with GitHub Actions as its source.");
            return;
        }

        if (isWorkflow)
        {
            Hold("check-workflow", "A ruleset requires the workflow itself, which no proposal can change");
            return;
        }

        if (required.All(check => check.App is null))
        {
            Fail("check-source", $"The check {Prose.Name(VerdictReporter.CheckName)} is required from anybody: whoever may push can forge it with a commit status.", "Choose GitHub Actions (or your App) as its expected source.");
            return;
        }

        var fromActions = required.Any(check => check.App == Actions);
        var ofWorkflows = workflows.Of(GateUse.Check).ToList();

        if (ofWorkflows.Count > 0 && ofWorkflows.All(step => step.HasOwnToken == fromActions))
        {
            Warn(
                "check-mismatch",
                fromActions ? "The check is required from GitHub Actions, and the workflow writes it with another token: it waits for ever." : "The check is required from an App, and the workflow writes it as GitHub Actions: it waits for ever.",
                "Choose the source whose token the workflow uses.");
            return;
        }

        Hold("check-required", $"The check {Prose.Name(VerdictReporter.CheckName)} is required, from {(fromActions ? "GitHub Actions" : $"the App {required.First(check => check.App is not null).App}")} alone");

        if (fromActions)
        {
            Warn("check-forgeable", "Every workflow speaks as GitHub Actions, also one that somebody pushes on a branch: it can write a check of this name.", "Where those who may push are not trusted with that, hand the action an App's `token` and require the check from that App, or require the workflow itself in a ruleset.");
        }
    }

    private void Freshness(List<BranchRequirements> all, MergeQueue? queue)
    {
        if (queue is null)
        {
            if (all.Any(one => one.AsksToBeUpToDate))
            {
                Hold("up-to-date", "Branches must be up to date: what others merge is judged again");
            }
            else
            {
                Warn("up-to-date", "A pull request may be merged though the branch has moved on since it was judged.", "Require branches to be up to date, or use a merge queue.");
            }

            return;
        }

        if (workflows.Of(GateUse.Check).Any() && !workflows.Of(GateUse.Check).Any(step => step.Workflow.Trigger("merge_group") is not null))
        {
            Fail("merge-queue", "There is a merge queue, and no workflow of the gate runs on `merge_group`: the queue waits for ever.", "Add `merge_group` to the events of the workflow.");
            return;
        }

        if (queue is { Rebases: true, LargestGroup: not 1 })
        {
            Warn("merge-queue-group", "The merge queue rebases several pull requests at once: whose a rebased commit is nobody can tell, so such a group is held back.", "Let it build groups of one, or merge or squash.");
            return;
        }

        Hold("merge-queue", "The merge queue has everything judged as it is merged");
    }

    private void Pushes(List<BranchRequirements> all)
    {
        (string Text, bool Holds)[] rules =
        [
            ("pushed to without a pull request", all.Any(one => one.AsksForPullRequest)),
            ("rewritten by a force push", all.Any(one => one.ForbidsForcePush)),
            ("deleted", all.Any(one => one.ForbidsDeletion)),
        ];
        var open = rules.Where(rule => !rule.Holds).Select(rule => rule.Text).ToList();

        if (open.Count == 0)
        {
            Hold("pushes", "Nobody held to the rules pushes past a pull request, rewrites or deletes it");
        }
        else
        {
            Warn("pushes", $"{Prose.Name(branch)} can be {Wording.List(open)}.", "Forbid it in the ruleset.");
        }
    }

    private void Owners(List<BranchRequirements> all)
    {
        if (!all.Any(one => one.AsksCodeOwners))
        {
            Warn("owners-review", "Reviews by code owners are not required: whoever may merge can loosen the policy.", "Require review from code owners in the ruleset.");
        }
    }

    private void Administrators(BranchRequirements? classic, BranchRequirements rules)
    {
        // A ruleset holds for administrators too, unless it lists them.
        if (classic is { BindsAdministrators: false } && !rules.Checks.Any(check => check.Name == VerdictReporter.CheckName))
        {
            Warn("administrators", "Classic protection does not bind administrators: they merge and push past the gate.", "Choose not to allow bypassing the settings.");
        }
    }

    private async Task BypassesAsync(BranchRequirements rules, CancellationToken cancellation)
    {
        foreach (var id in rules.Rulesets)
        {
            var ruleset = await SeeAsync(_points, "bypass", $"The ruleset {id}", async () => await repository.Branches.RulesetAsync(id, cancellation) ?? throw Hidden());

            if (ruleset is null)
            {
                continue;
            }

            if (ruleset.Bypasses is not { } bypasses)
            {
                _points.Add(new SetupPoint("bypass", PointState.Unseen, $"Who may bypass the ruleset {Prose.Name(ruleset.Name)} cannot be seen with this token.") { Remedy = "Look with an administrator's token." });
                continue;
            }

            if (bypasses.Count == 0)
            {
                Hold("bypass", $"Nobody may bypass the ruleset {Prose.Name(ruleset.Name)}");
            }

            foreach (var bypass in bypasses)
            {
                var what = $"{Wording.Sentence(NameOf(bypass))} may bypass the ruleset {Prose.Name(ruleset.Name)}{(bypass.OnlyPullRequests ? ", by a pull request" : ", also by pushing")}.";
                _points.Add(new SetupPoint("bypass", bypass.IsAdministrator || bypass.OnlyPullRequests ? PointState.Warns : PointState.Fails, what) { Remedy = "Take it off the bypass list; who must act in an emergency can change the ruleset, and that leaves a trace." });
            }
        }
    }

    private static string NameOf(Bypass bypass) => bypass.Kind switch
    {
        "OrganizationAdmin" => "administrators of the organization",
        "RepositoryRole" => bypass.Id switch { 5 => "administrators", 2 => "maintainers", 4 => "everybody with write access", _ => $"the role {bypass.Id}" },
        "Team" => $"the team {bypass.Id}",
        "Integration" => $"the App {bypass.Id}",
        "DeployKey" => "every deploy key",
        _ => Prose.Name($"{bypass.Kind} {bypass.Id}"),
    };

    private static Failures.GateException Hidden() => new(
        "GitHub hides it.",
        "Look with an administrator's token.",
        new GitHub.Connection.GitHubRefusalException(GitHub.Connection.RefusalKind.NotFound, System.Net.HttpStatusCode.NotFound, permission: null));

    private void Hold(string name, string what) => _points.Add(new SetupPoint(name, PointState.Holds, what));

    private void Warn(string name, string what, string remedy) => _points.Add(new SetupPoint(name, PointState.Warns, what) { Remedy = remedy });

    private void Fail(string name, string what, string remedy) => _points.Add(new SetupPoint(name, PointState.Fails, what) { Remedy = remedy });
}
