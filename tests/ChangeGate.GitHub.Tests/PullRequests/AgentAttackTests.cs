using System.Text.Json.Nodes;
using ChangeGate.Cli;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Migrations;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>Programs, and the people behind them, consent to nothing of theirs; nor do those who are not who they seem.</summary>
internal sealed class AgentAttackTests
{
    private const string OurAgents = """

        agents:
          - name: Schema writer
            logins: [erin]
            emails: [writer@example.org]
            trailers: ["Written-by: our writer"]
        """;

    [Test]
    public async Task Whoever_an_agent_works_for_does_not_approve()
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        ByCopilot(sandbox, number, assignee: "carol");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        Assert.That(await RefusalAsync(sandbox, number), Does.Contain("is assigned to a pull request that no person wrote"));
    }

    [TestCase("@copilot drop that column, nobody reads it")]
    [TestCase("Hey @Copilot, go on.")]
    public async Task Whoever_asks_an_agent_in_a_comment_does_not_approve(string body)
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        ByCopilot(sandbox, number);
        await sandbox.CommentAsync("carol", number, body);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        Assert.That(await RefusalAsync(sandbox, number), Does.Contain("asked an agent to work on it"));
    }

    [Test]
    public async Task Whoever_an_agent_names_as_the_one_who_asked_does_not_approve()
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        ByCopilot(sandbox, number, body: "Drops the column.\n\nRequested by: @carol");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        Assert.That(await RefusalAsync(sandbox, number), Does.Contain("is named as the one who asked for it"));
    }

    [Test]
    public async Task An_agent_that_pushes_in_a_person_s_name_is_seen()
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        sandbox.Server.Overlay.NotePush($"{sandbox.Name}", "drop", head, new JsonObject { ["id"] = 198982749, ["login"] = "Copilot", ["type"] = "Bot" });

        var authorship = (await GateAsync(sandbox, number)).Concerned.Single().Assessment.Set.Authorship;

        Assert.That((authorship.Kind, authorship.IsAttested), Is.EqualTo((AuthorKind.Agent, true)));
        Assert.That(authorship.Evidence, Does.Contain("the branch was pushed to by `Copilot`, which is GitHub Copilot (GitHub attests to it)"));
        Assert.That((await CommentsAsync(sandbox, number)).Single(), Does.Contain("as GitHub attests"));
    }

    [Test]
    public async Task A_bot_does_not_approve()
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        var review = new JsonObject { ["id"] = 1, ["user"] = new JsonObject { ["id"] = 41898282, ["login"] = "github-actions[bot]", ["type"] = "Bot" }, ["state"] = "APPROVED", ["body"] = "", ["commit_id"] = head, ["submitted_at"] = "2026-01-01T00:00:00Z" };
        sandbox.Server.Overlay.Break(new Fault("GET", $"{sandbox.Path}/pulls/{number}/reviews", 200) { Body = $"[{review.ToJsonString()}]" });

        Assert.That(await RefusalAsync(sandbox, number), Does.Contain("bots and Apps do not approve"));
    }

    [Test]
    public async Task An_account_with_which_a_program_works_does_not_approve_and_its_marks_make_an_agent()
    {
        using var sandbox = await CreateAsync(Configuration + OurAgents);
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop), new Authoring("bob") { Message = "Drop\n\nWritten-by: our writer" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("erin", number, "APPROVE", head);

        var result = await GateAsync(sandbox, number);
        var authorship = result.Concerned.Single().Assessment.Set.Authorship;

        Assert.That((result.ExitCode, authorship.Kind, authorship.IsAttested), Is.EqualTo((ExitCode.Pending, AuthorKind.Agent, false)));
        Assert.That(result.Concerned.Single().Decision.Approvals.Single().Because, Is.EqualTo("`@erin` is Schema writer, a program; programs do not approve."));
    }

    [Test]
    public async Task A_proposal_cannot_take_an_agent_from_the_list_that_judges_it()
    {
        using var sandbox = await CreateAsync(Configuration + OurAgents);
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["db/migrations/0002_drop.sql"] = Drop, ["changegate.yml"] = Configuration });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("erin", number, "APPROVE", head);

        Assert.That(await RefusalAsync(sandbox, number), Does.Contain("a program"));
    }

    [Test]
    public async Task Who_is_only_invited_to_a_team_is_not_in_it()
    {
        using var sandbox = await CreateAsync(Configuration.Replace("approvals: 1", "approvals: 1, from: ['team:acme/dba']", StringComparison.Ordinal));
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        sandbox.Server.Overlay.Break(new Fault("GET", "/orgs/acme/teams/dba/memberships/carol", 200) { Body = """{"state":"pending","role":"member","url":"https://example.org"}""" });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [TestCase("'@carol'", "carol", ExitCode.Allowed)]
    [TestCase("'@Carol'", "carol", ExitCode.Allowed)]
    [TestCase("'@carol'", "dave", ExitCode.Pending)]
    [TestCase("'@сarol'", "carol", ExitCode.CannotDecide, Description = "with a Cyrillic letter")]
    public async Task Only_the_person_whom_the_policy_names_approves(string from, string reviewer, ExitCode expected)
    {
        using var sandbox = await CreateAsync(Configuration.Replace("approvals: 1", $"approvals: 1, from: [{from}]", StringComparison.Ordinal));
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.ReviewAsync(reviewer, number, "APPROVE", head);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(expected));
    }

    private static async Task<(int Number, string Head)> ProposeAsync(Sandbox sandbox)
    {
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        return (await sandbox.OpenAsync("bob", "drop"), head);
    }

    private static void ByCopilot(Sandbox sandbox, int number, string? assignee = null, string body = "") => sandbox.Server.Overlay.Alter($"{sandbox.Path}/pulls/{number}", pull =>
    {
        pull["user"] = new JsonObject { ["id"] = 198982749, ["login"] = "Copilot", ["type"] = "Bot" };
        pull["assignees"] = assignee is null ? new JsonArray() : new JsonArray(new JsonObject { ["id"] = 4712, ["login"] = assignee, ["type"] = "User" });
        pull["body"] = body;
    });

    /// <summary>Why the only approval does not count; the gate is shut.</summary>
    private static async Task<string> RefusalAsync(Sandbox sandbox, int number)
    {
        var result = await GateAsync(sandbox, number);
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Pending));

        return result.Concerned.Single().Decision.Approvals.Single(check => !check.Counts).Because;
    }
}
