using System.Text.Json.Nodes;
using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>Who is asked for a review, and which label says how it stands.</summary>
internal sealed class ReviewInvitationTests
{
    [Test]
    public async Task Those_whom_the_policy_names_are_asked_and_nobody_twice()
    {
        using var sandbox = await CreateAsync(Asking("'@carol', '@bob', 'team:codeowners', 'team:acme/dba'"));
        await sandbox.CommitAsync("main", new Dictionary<string, string?> { [".github/CODEOWNERS"] = "db/ @dave owner@example.org @alice/owners\n" });
        var (number, _) = await ProposeAsync(sandbox);

        await GateAsync(sandbox, number);
        Assert.That(Requests(sandbox, number), Is.EqualTo(["carol dave | owners"]));

        sandbox.Server.Overlay.Alter($"{sandbox.Path}/pulls/{number}", pull =>
        {
            pull["requested_reviewers"] = new JsonArray(new JsonObject { ["id"] = 1, ["login"] = "Carol", ["type"] = "User" });
            pull["requested_teams"] = new JsonArray(new JsonObject { ["id"] = 1, ["slug"] = "owners" });
        });
        await GateAsync(sandbox, number);
        Assert.That(Requests(sandbox, number), Is.EqualTo(["carol dave | owners", "dave | "]));
    }

    [Test]
    public async Task Whoever_has_decided_is_not_asked_again_unless_about_other_bytes()
    {
        using var sandbox = await CreateAsync(Asking("'@carol', '@dave'", approvals: 2));
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        await GateAsync(sandbox, number);
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop + Drop));
        await GateAsync(sandbox, number);

        Assert.That(Requests(sandbox, number), Is.EqualTo(["dave | ", "carol dave | "]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task While_somebody_wants_changes_or_it_is_a_draft_nobody_is_asked(bool draft)
    {
        using var sandbox = await CreateAsync(Asking("'@carol'"));
        var (number, head) = await ProposeAsync(sandbox);

        if (draft)
        {
            sandbox.Server.Overlay.Alter($"{sandbox.Path}/pulls/{number}", pull => pull["draft"] = true);
        }
        else
        {
            await sandbox.ReviewAsync("dave", number, "REQUEST_CHANGES", head);
        }

        await GateAsync(sandbox, number);

        Assert.That(Requests(sandbox, number), Is.Empty);
    }

    [Test]
    public async Task One_whom_GitHub_does_not_take_keeps_no_other_from_being_asked()
    {
        using var sandbox = await CreateAsync(Asking("'@carol', '@nobody-here'"));
        var (number, head) = await ProposeAsync(sandbox);
        sandbox.Server.Overlay.Break(new Fault("POST", $"{sandbox.Path}/pulls/{number}/requested_reviewers", 422) { Body = """{"message":"Reviews may only be requested from collaborators."}""" });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(Requests(sandbox, number), Is.EqualTo(["carol | ", "nobody-here | "]));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required"]));
    }

    [Test]
    public async Task One_label_says_how_it_stands_and_none_where_nothing_is_proposed()
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.DoAsync("alice", HttpMethod.Post, $"{sandbox.Path}/issues/{number}/labels", new { labels = new[] { "schema: allowed", "bug" } });

        Assert.That(await LabelledAsync(sandbox, number), Is.EqualTo("bug; schema: approval needed"));

        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        Assert.That(await LabelledAsync(sandbox, number), Is.EqualTo("bug; schema: allowed"));

        await sandbox.CommitAsync("drop", Files("0001_orders.sql", "SELECT 1;\n"));
        Assert.That(await LabelledAsync(sandbox, number), Is.EqualTo("bug; schema: denied"));

        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["db/migrations/0002_drop.sql"] = null, ["db/migrations/0001_orders.sql"] = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n" });
        Assert.That(await LabelledAsync(sandbox, number), Is.EqualTo("bug"));
    }

    [Test]
    public async Task A_label_that_somebody_puts_there_opens_nothing()
    {
        using var sandbox = await CreateAsync();
        var (number, _) = await ProposeAsync(sandbox);
        await sandbox.DoAsync("alice", HttpMethod.Post, $"{sandbox.Path}/issues/{number}/labels", new { labels = new[] { "schema: allowed" } });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    private static async Task<(int Number, string Head)> ProposeAsync(Sandbox sandbox)
    {
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        return (await sandbox.OpenAsync("bob", "drop"), head);
    }

    private static string Asking(string from, int approvals = 1) => Configuration.Replace("approvals: 1", $"approvals: {approvals}, from: [{from}]", StringComparison.Ordinal);

    private static IEnumerable<string> Requests(Sandbox sandbox, int number) => sandbox.Server.Overlay.Written($"{sandbox.Path}/pulls/{number}/requested_reviewers")
        .Select(body => $"{string.Join(' ', body["reviewers"]!.AsArray().Select(login => (string)login!).Order())} | {string.Join(' ', body["team_reviewers"]!.AsArray().Select(team => (string)team!))}");

    private static async Task<string> LabelledAsync(Sandbox sandbox, int number)
    {
        await new PullRequestGate(sandbox.Repository(), new ProposalRequest(), TimeProvider.System) { WithLabels = true }.RunAsync(number, default);
        var labels = (JsonArray)await sandbox.DoAsync("alice", HttpMethod.Get, $"{sandbox.Path}/issues/{number}/labels");

        return string.Join("; ", labels.Select(label => (string)label!["name"]!).Order());
    }
}
