using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>What the gate does when somebody writes in the conversation.</summary>
internal sealed class CommentedTests
{
    [Test]
    public async Task A_command_that_is_consent_turns_the_check_green_and_is_thanked()
    {
        using var sandbox = await CreateAsync();
        var (number, head, digest) = await ProposeAsync(sandbox);

        Assert.That(await CommentAsync(sandbox, number, "carol", $"/changegate approve {digest[..12]}"), Is.EqualTo((ExitCode.Allowed, "eyes +1")));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required", "success"]));
    }

    [TestCase("bob", "/changegate approve {0}")]
    [TestCase("carol", "/changegate approve 0123456789ab")]
    [TestCase("carol", "/changegate approve {0}0")]
    public async Task A_command_that_is_none_is_answered_no(string login, string body)
    {
        using var sandbox = await CreateAsync();
        var (number, head, digest) = await ProposeAsync(sandbox);

        Assert.That(await CommentAsync(sandbox, number, login, string.Format(body, digest)), Is.EqualTo((ExitCode.Pending, "eyes -1")));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required", "action_required"]));
    }

    [TestCase("/changegate judge")]
    [TestCase("/changegate recheck\r\n")]
    public async Task Anybody_may_ask_that_it_is_judged_again(string body)
    {
        using var sandbox = await CreateAsync();
        var (number, head, _) = await ProposeAsync(sandbox);

        Assert.That(await CommentAsync(sandbox, number, "bob", body), Is.EqualTo((ExitCode.Pending, "eyes +1")));
        Assert.That(await ConclusionsAsync(sandbox, head), Has.Count.EqualTo(2));
    }

    [TestCase("Looks good to me.")]
    [TestCase("> /changegate approve {0}")]
    [TestCase("```\n/changegate judge\n```")]
    public async Task A_comment_without_a_command_costs_nothing(string body)
    {
        using var sandbox = await CreateAsync();
        var (number, head, digest) = await ProposeAsync(sandbox);
        var calls = sandbox.Contract.Requests.Count;

        Assert.That(await CommentAsync(sandbox, number, "carol", string.Format(body, digest)), Is.EqualTo((ExitCode.Allowed, "")));
        Assert.That(sandbox.Contract.Requests, Has.Count.EqualTo(calls));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required"]));
    }

    [Test]
    public async Task A_program_commands_nothing()
    {
        using var sandbox = await CreateAsync();
        var (number, _, digest) = await ProposeAsync(sandbox);

        Assert.That(await CommentAsync(sandbox, number, "carol", $"/changegate approve {digest}", type: "Bot"), Is.EqualTo((ExitCode.Allowed, "")));
    }

    [Test]
    public async Task A_comment_on_an_issue_is_about_nothing()
    {
        using var sandbox = await CreateAsync();
        var workflow = new WorkflowEvent("issue_comment", null) { Comment = new CommentEvent(1, "created", "/changegate judge") { IsByPerson = true } };

        Assert.That(await RunAsync(sandbox, workflow), Is.EqualTo(ExitCode.Allowed));
        Assert.That(sandbox.Contract.Requests, Is.Empty);
    }

    [TestCase("deleted")]
    [TestCase("edited")]
    public async Task Consent_that_is_taken_back_turns_the_check_red(string action)
    {
        using var sandbox = await CreateAsync();
        var (number, head, digest) = await ProposeAsync(sandbox);
        var body = $"/changegate approve {digest}";
        var comment = await sandbox.CommentAsync("carol", number, body);
        await GateAsync(sandbox, number);
        await (action == "deleted"
            ? sandbox.DoAsync("carol", HttpMethod.Delete, $"{sandbox.Path}/issues/comments/{comment}")
            : sandbox.DoAsync("carol", HttpMethod.Patch, $"{sandbox.Path}/issues/comments/{comment}", new { body = "No." }));
        var workflow = new WorkflowEvent("issue_comment", number) { Comment = new CommentEvent(comment, action, action == "deleted" ? body : "No.") { PreviousBody = action == "deleted" ? null : body, IsByPerson = true } };

        Assert.That(await RunAsync(sandbox, workflow), Is.EqualTo(ExitCode.Pending));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required", "success", "action_required"]));
        Assert.That(sandbox.Server.Overlay.Written($"{sandbox.Path}/issues/comments/{comment}/reactions"), Is.Empty);
    }

    private static async Task<(int Number, string Head, string Digest)> ProposeAsync(Sandbox sandbox)
    {
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        return (number, head, (await GateAsync(sandbox, number)).Concerned.Single().Assessment.Digest.Hex);
    }

    private static async Task<(ExitCode Code, string Reactions)> CommentAsync(Sandbox sandbox, int number, string login, string body, string type = "User")
    {
        var comment = await sandbox.CommentAsync(login, number, body);
        var code = await RunAsync(sandbox, new WorkflowEvent("issue_comment", number) { Comment = new CommentEvent(comment, "created", body) { IsByPerson = type == "User" } });

        return (code, string.Join(' ', sandbox.Server.Overlay.Written($"{sandbox.Path}/issues/comments/{comment}/reactions").Select(reaction => (string)reaction["content"]!)));
    }

    private static Task<ExitCode> RunAsync(Sandbox sandbox, WorkflowEvent workflow) =>
        new PublishedEvent(sandbox.Repository(), new ProposalRequest(), TimeProvider.System).RunAsync(workflow, new WorkflowFiles(_ => null), default);
}
