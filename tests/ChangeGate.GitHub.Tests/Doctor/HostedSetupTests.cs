using System.Text.Json.Nodes;
using ChangeGate.Cli.Doctor;
using ChangeGate.Cli.Setup;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Tests.Doctor;

/// <summary>The set-up on GitHub, whole and with one thing wrong at a time; every request is held against GitHub's description.</summary>
internal sealed class HostedSetupTests
{
    private const string Rules = """
        [
          { "type": "required_status_checks", "ruleset_id": 7, "parameters": { "strict_required_status_checks_policy": true, "required_status_checks": [{ "context": "ChangeGate", "integration_id": 123456 }] } },
          { "type": "pull_request", "ruleset_id": 7, "parameters": { "require_code_owner_review": true, "required_approving_review_count": 1 } },
          { "type": "non_fast_forward", "ruleset_id": 7 },
          { "type": "deletion", "ruleset_id": 7 }
        ]
        """;

    private const string Ruleset = """{ "id": 7, "name": "main", "bypass_actors": [] }""";

    private const string Environments = """{ "total_count": 1, "environments": [{ "name": "production", "protection_rules": [{ "type": "required_reviewers" }], "deployment_branch_policy": { "protected_branches": true, "custom_branch_policies": false } }] }""";

    private const string Tokens = """{ "default_workflow_permissions": "read", "can_approve_pull_request_reviews": false }""";

    /// <summary>Its check is made by an App of the organization.</summary>
    private const string Workflow = "on: { pull_request_target: , merge_group: }\njobs:\n  gate:\n    runs-on: x\n    steps:\n      - uses: acme/changegate@v1\n        with: { token: \"${{ steps.app.outputs.token }}\" }\n";

    private const string Configuration = "version: 1\ntargets:\n  shop: { dialect: postgresql, migrations: db, environments: { production: { connection: \"${SHOP}\", protected: true } } }\npolicy:\n  clauses:\n    - { name: loss, when: { hazard: data-loss }, require: { approvals: 1, from: [\"team:acme/dba\"] } }\n";

    [Test]
    public async Task A_good_setup_holds_in_every_point()
    {
        using var sandbox = await GoodAsync();

        var points = await PointsAsync(sandbox);

        Assert.That(points.Select(point => (point.Name, point.State)), Is.EqualTo(
        [
            ("check-required", PointState.Holds), ("up-to-date", PointState.Holds), ("pushes", PointState.Holds), ("bypass", PointState.Holds),
            ("tokens", PointState.Holds), ("team", PointState.Holds), ("environment", PointState.Holds),
        ]));
    }

    [TestCase("\"context\": \"ChangeGate\"", "\"context\": \"changegate\"", "check-required", PointState.Fails)]
    [TestCase(", \"integration_id\": 123456", "", "check-source", PointState.Fails)]
    [TestCase("\"integration_id\": 123456", "\"integration_id\": -1", "check-source", PointState.Fails)]
    [TestCase("\"integration_id\": 123456", "\"integration_id\": 15368", "check-mismatch", PointState.Warns)]
    [TestCase("\"strict_required_status_checks_policy\": true", "\"strict_required_status_checks_policy\": false", "up-to-date", PointState.Warns)]
    [TestCase("\"require_code_owner_review\": true", "\"require_code_owner_review\": false", "owners-review", PointState.Warns)]
    [TestCase("non_fast_forward", "required_signatures", "pushes", PointState.Warns)]
    [TestCase("deletion", "creation", "pushes", PointState.Warns)]
    [TestCase("\"deletion\", \"ruleset_id\": 7 }", "\"deletion\", \"ruleset_id\": 7 }, { \"type\": \"merge_queue\", \"ruleset_id\": 7, \"parameters\": { \"max_entries_to_build\": 5, \"merge_method\": \"REBASE\" } }", "merge-queue-group", PointState.Warns)]
    public async Task A_rule_that_is_missing_is_named(string good, string bad, string name, PointState state)
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rules/branches/main", Replaced(Rules, good, bad));

        Assert.That(await WrongAsync(sandbox), Is.EqualTo([(name, state)]));
    }

    [Test]
    public async Task A_check_that_one_ruleset_takes_from_anybody_and_another_from_the_App_must_come_from_the_App()
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rules/branches/main", Replaced(Rules, "[{ \"context\": \"ChangeGate\"", "[{ \"context\": \"ChangeGate\" }, { \"context\": \"ChangeGate\""));

        Assert.That(await WrongAsync(sandbox), Is.Empty);
    }

    [Test]
    public async Task A_check_of_GitHub_Actions_is_one_that_every_workflow_can_write()
    {
        using var sandbox = await GoodAsync();

        Assert.That(await WrongAsync(sandbox, workflow: WorkflowTemplates.Check), Is.EqualTo([("check-mismatch", PointState.Warns)]));
        Put(sandbox, "rules/branches/main", Replaced(Rules, "123456", "15368"));
        Assert.That(await WrongAsync(sandbox, workflow: WorkflowTemplates.Check), Is.EqualTo([("check-forgeable", PointState.Warns)]));
    }

    [Test]
    public async Task Without_any_rule_nothing_waits_for_the_gate()
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rules/branches/main", "[]");

        Assert.That((await WrongAsync(sandbox)).Select(point => point.Name), Is.EqualTo(["check-required", "up-to-date", "pushes", "owners-review"]));
    }

    [Test]
    public async Task A_merge_queue_wants_a_workflow_that_runs_in_it()
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rules/branches/main", Replaced(Rules, "\"deletion\", \"ruleset_id\": 7 }", "\"deletion\", \"ruleset_id\": 7 }, { \"type\": \"merge_queue\", \"ruleset_id\": 7, \"parameters\": { \"max_entries_to_build\": 5, \"merge_method\": \"SQUASH\" } }"));

        Assert.That(await WrongAsync(sandbox), Is.Empty);
        Assert.That(await WrongAsync(sandbox, workflow: Workflow.Replace(", merge_group:", "", StringComparison.Ordinal)), Is.EqualTo([("merge-queue", PointState.Fails)]));
    }

    [Test]
    public async Task A_required_workflow_takes_the_place_of_the_check()
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rules/branches/main", Replaced(Rules, "{ \"context\": \"ChangeGate\", \"integration_id\": 123456 }", "{ \"context\": \"ci\", \"integration_id\": 15368 }").Replace("\"creation\"", "", StringComparison.Ordinal)
            .Replace("{ \"type\": \"deletion\"", "{ \"type\": \"workflows\", \"ruleset_id\": 7, \"parameters\": { \"workflows\": [{ \"path\": \".github/workflows/changegate.yml\", \"repository_id\": 1 }] } }, { \"type\": \"deletion\"", StringComparison.Ordinal));

        Assert.That((await PointsAsync(sandbox)).Select(point => (point.Name, point.State)), Does.Contain(("check-workflow", PointState.Holds)).And.None.EqualTo(("check-required", PointState.Fails)));
    }

    [TestCase("""{ "actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always" }""", PointState.Warns, "Administrators may bypass the ruleset main, also by pushing.")]
    [TestCase("""{ "actor_id": 1, "actor_type": "OrganizationAdmin", "bypass_mode": "always" }""", PointState.Warns, "Administrators of the organization may bypass the ruleset main, also by pushing.")]
    [TestCase("""{ "actor_id": 4, "actor_type": "RepositoryRole", "bypass_mode": "always" }""", PointState.Fails, "Everybody with write access may bypass the ruleset main, also by pushing.")]
    [TestCase("""{ "actor_id": 99, "actor_type": "Integration", "bypass_mode": "exempt" }""", PointState.Fails, "The App 99 may bypass the ruleset main, also by pushing.")]
    [TestCase("""{ "actor_id": 12, "actor_type": "Team", "bypass_mode": "pull_request" }""", PointState.Warns, "The team 12 may bypass the ruleset main, by a pull request.")]
    [TestCase("""{ "actor_id": null, "actor_type": "DeployKey", "bypass_mode": "always" }""", PointState.Fails, "Every deploy key may bypass the ruleset main, also by pushing.")]
    public async Task Who_may_bypass_is_named(string actor, PointState state, string what)
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rulesets/7", Ruleset.Replace("[]", $"[{actor}]", StringComparison.Ordinal));

        var point = (await PointsAsync(sandbox)).Single(one => one.State != PointState.Holds);

        Assert.That((point.Name, point.State, Prose.Plain(point.What)), Is.EqualTo(("bypass", state, what)));
    }

    [Test]
    public async Task Bypasses_that_this_token_may_not_see_are_no_pass()
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rulesets/7", """{ "id": 7, "name": "main" }""");

        Assert.That(await WrongAsync(sandbox), Is.EqualTo([("bypass", PointState.Unseen)]));
    }

    [TestCase("actions/permissions/workflow", Tokens, "\"read\"", "\"write\"", "token-default", PointState.Warns)]
    [TestCase("actions/permissions/workflow", Tokens, "false", "true", "actions-approve", PointState.Warns)]
    [TestCase("environments", Environments, "production", "staging", "environment", PointState.Warns)]
    [TestCase("environments", Environments, "required_reviewers", "wait_timer", "environment-reviewers", PointState.Warns)]
    [TestCase("environments", Environments, "{ \"protected_branches\": true, \"custom_branch_policies\": false }", "null", "environment-branches", PointState.Warns)]
    [TestCase("codeowners/errors", "{ \"errors\": [] }", "[]", "[{ \"line\": 3, \"kind\": \"Unknown owner\", \"path\": \".github/CODEOWNERS\" }]", "owners-problems", PointState.Warns)]
    public async Task A_setting_that_leans_open_is_named(string path, string text, string good, string bad, string name, PointState state)
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, path, Replaced(text, good, bad));

        Assert.That(await WrongAsync(sandbox), Is.EqualTo([(name, state)]));
    }

    [Test]
    public async Task A_team_that_is_not_there_or_has_no_access_is_named()
    {
        using var sandbox = await GoodAsync();
        sandbox.Server.Overlay.Break(new Fault("GET", $"/orgs/acme/teams/dba/repos/{sandbox.Name}", 404));

        Assert.That(await WrongAsync(sandbox), Is.EqualTo([("team-access", PointState.Warns)]));
        Assert.That(await WrongAsync(sandbox, configuration: Configuration.Replace("acme/dba", "acme/nobody", StringComparison.Ordinal)), Is.EqualTo([("team", PointState.Fails)]));
        Assert.That(await WrongAsync(sandbox, configuration: Configuration.Replace("acme/dba", "dba", StringComparison.Ordinal)), Is.EqualTo([("team", PointState.Fails)]), "alice is a person");
    }

    [Test]
    public async Task What_a_workflow_s_own_token_may_not_see_is_said_and_no_pass()
    {
        using var sandbox = await GoodAsync();
        sandbox.Server.Overlay.Break(new Fault("GET", $"{sandbox.Path}/actions/permissions/workflow", 403) { Body = """{ "message": "Resource not accessible by integration" }""" });
        sandbox.Server.Overlay.Break(new Fault("GET", "/orgs/acme/teams/dba", 403) { Body = """{ "message": "Resource not accessible by integration" }""" });

        var points = (await PointsAsync(sandbox)).Where(point => point.State != PointState.Holds).ToList();

        Assert.That(points.Select(point => (point.Name, point.State)), Is.EqualTo([("tokens", PointState.Unseen), ("team", PointState.Unseen)]));
        Assert.That(points.Select(point => point.Remedy), Is.EqualTo(["Look with a token that has `administration: read`, such as an administrator's.", "Look with a token that has `members: read`, such as an administrator's."]));
    }

    [Test]
    public async Task Classic_protection_counts_and_its_holes_too()
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rules/branches/main", "[]");
        Put(sandbox, "branches/main", """{ "name": "main", "protection": { "enabled": true, "required_status_checks": { "checks": [{ "context": "ChangeGate", "app_id": 123456 }] } } }""");
        Put(sandbox, "branches/main/protection", """
            {
              "required_status_checks": { "strict": true, "checks": [{ "context": "ChangeGate", "app_id": 123456 }] }, "enforce_admins": { "enabled": false },
              "required_pull_request_reviews": { "require_code_owner_reviews": true }, "allow_force_pushes": { "enabled": true }, "allow_deletions": { "enabled": false }
            }
            """);

        Assert.That(await WrongAsync(sandbox), Is.EqualTo([("pushes", PointState.Warns), ("administrators", PointState.Warns)]));
    }

    [Test]
    public async Task Classic_protection_that_is_hidden_still_shows_its_checks()
    {
        using var sandbox = await GoodAsync();
        Put(sandbox, "rules/branches/main", "[]");
        Put(sandbox, "branches/main", """{ "name": "main", "protection": { "enabled": true, "required_status_checks": { "checks": [{ "context": "ChangeGate", "app_id": null }] } } }""");

        Assert.That(await WrongAsync(sandbox), Is.EqualTo([("classic-protection", PointState.Unseen), ("check-source", PointState.Fails)]));
    }

    [Test]
    public async Task Another_branch_is_looked_at_where_it_is_asked_for()
    {
        using var sandbox = await GoodAsync();
        await sandbox.CommitAsync("release", new Dictionary<string, string?> { ["x"] = "y" });

        var sections = await new HostedSetup(sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name), Local(Configuration, Workflow), new DoctorRequest { Branches = ["main", "release", "nowhere"] }).LookAsync(default);

        Assert.That(sections.Select(section => section.About), Is.EqualTo(["`main`", "`release`", "`nowhere`", $"`{sandbox.Name}`"]));
        Assert.That(sections[1].Points.Select(point => point.Name), Does.Contain("check-required"));
        Assert.That(sections[2].Points.Single().State, Is.EqualTo(PointState.Fails));
    }

    [Test]
    public async Task The_command_says_all_of_it_and_fails_where_anything_does()
    {
        using var sandbox = await GoodAsync();
        using var shop = new GitSandbox();
        shop.Write("db/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n").Write("changegate.yml", Configuration).Write("CODEOWNERS", "* @alice\n")
            .Write(WorkflowTemplates.CheckPath, WorkflowTemplates.CheckWith("acme/changegate@0123456789abcdef0123456789abcdef01234567")).Commit("Begin");
        shop.Git("remote", "add", "origin", $"https://user:hunter2@github.example/{sandbox.Name}.git");
        var environment = new Dictionary<string, string> { ["GITHUB_TOKEN"] = GitHubServer.TokenOf("alice"), ["GITHUB_API_URL"] = sandbox.Server.Address.AbsoluteUri, ["GITHUB_REPOSITORY"] = "" };

        var good = ChangeGateProgram.Run(shop.Path, environment, "doctor");
        Put(sandbox, "rules/branches/main", "[]");
        var bad = ChangeGateProgram.Run(shop.Path, environment, "doctor", "--format", "json");
        var blind = ChangeGateProgram.Run(shop.Path, new Dictionary<string, string>(environment) { ["GITHUB_TOKEN"] = "" }, "doctor");
        sandbox.Server.Overlay.Break(new Fault("GET", sandbox.Path, 401) { Body = """{ "message": "Bad credentials" }""" });
        var unknown = ChangeGateProgram.Run(shop.Path, environment, "doctor");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(good.ExitCode, Is.Zero, good.Output + good.Error);
            Assert.That(bad.ExitCode, Is.EqualTo(1), bad.Output + bad.Error);
            Assert.That((string?)JsonNode.Parse(bad.Output)!["verdict"], Is.EqualTo("fail"));
            Assert.That(blind.ExitCode, Is.Zero, blind.Error);
            Assert.That(blind.Output, Does.Contain("were not looked at").And.Contain("which is no pass"));
            Assert.That(unknown.ExitCode, Is.EqualTo(3), unknown.Output + unknown.Error);
            Assert.That(good.Output + bad.Output + blind.Output + good.Error, Does.Not.Contain("hunter2"));
        }
    }

    private static async Task<Sandbox> GoodAsync()
    {
        var sandbox = await Sandbox.CreateAsync();
        Put(sandbox, "rules/branches/main", Rules);
        Put(sandbox, "rulesets/7", Ruleset);
        Put(sandbox, "environments", Environments);
        Put(sandbox, "actions/permissions/workflow", Tokens);
        Put(sandbox, "codeowners/errors", """{ "errors": [] }""");
        sandbox.Server.Overlay.Put("/orgs/acme/teams/dba", new JsonObject { ["slug"] = "dba" });
        sandbox.Server.Overlay.Put($"/orgs/acme/teams/dba/repos/{sandbox.Name}", new JsonObject());
        return sandbox;
    }

    private static void Put(Sandbox sandbox, string path, string answer) => sandbox.Server.Overlay.Put($"{sandbox.Path}/{path}", JsonNode.Parse(answer)!);

    private static async Task<List<(string Name, PointState State)>> WrongAsync(Sandbox sandbox, string configuration = Configuration, string? workflow = null) =>
        [.. (await PointsAsync(sandbox, configuration, workflow)).Where(point => point.State != PointState.Holds).Select(point => (point.Name, point.State))];

    private static async Task<List<SetupPoint>> PointsAsync(Sandbox sandbox, string configuration = Configuration, string? workflow = null)
    {
        var repository = sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name);
        return [.. (await new HostedSetup(repository, Local(configuration, workflow ?? Workflow), new DoctorRequest()).LookAsync(default)).SelectMany(section => section.Points)];
    }

    private static LocalSetup Local(string configuration, string workflow)
    {
        using var folder = new TemporaryDirectory();
        folder.Write(WorkflowTemplates.CheckPath, workflow);
        return new LocalSetup([PolicyFile.Read(new SourceText("changegate.yml", configuration))], GateWorkflows.Read(RepositoryFiles.Around(folder.Path)), []);
    }

    private static string Replaced(string text, string good, string bad)
    {
        Assert.That(text, Does.Contain(good), "the case no longer fits");
        return text.Replace(good, bad, StringComparison.Ordinal);
    }
}
