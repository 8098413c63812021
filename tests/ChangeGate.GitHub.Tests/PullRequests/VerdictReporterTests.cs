using System.Text.Json.Nodes;
using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>How the answer reaches the commit, whatever kind of token there is.</summary>
internal sealed class VerdictReporterTests
{
    [Test]
    public async Task A_persons_token_leaves_a_status_in_the_place_of_the_check()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");

        var waiting = await GateAsync(sandbox, number, Credentials.OfToken(GitHubServer.TokenOf("alice")));
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var passed = await GateAsync(sandbox, number, Credentials.OfToken(GitHubServer.TokenOf("alice")));

        var statuses = sandbox.Server.Overlay.Written($"{sandbox.Path}/statuses/{head}");
        Assert.That((waiting.ExitCode, passed.ExitCode), Is.EqualTo((ExitCode.Pending, ExitCode.Allowed)));
        Assert.That(statuses.Select(status => ((string?)status["context"], (string?)status["state"])), Is.EqualTo([("ChangeGate", "pending"), ("ChangeGate", "pending"), ("ChangeGate", "pending"), ("ChangeGate", "success")]));
        Assert.That(statuses.Select(status => ((string)status["description"]!).Length), Is.All.LessThanOrEqualTo(140));
        Assert.That((string?)statuses[^1]["target_url"], Does.Contain("#issuecomment-"));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.Empty);
        Assert.That(await CommentsAsync(sandbox, number), Has.Count.EqualTo(1));
    }

    [TestCase("CREATE TABLE orders (id bigint);\n", "0001_orders.sql", "failure")]
    [TestCase("../elsewhere.sql", "0002_link.sql", "error")]
    public async Task What_does_not_pass_is_no_success_in_a_status_either(string sql, string name, string state)
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("branch", Files(name, sql), new Authoring("bob") { Links = state == "error" ? [$"db/migrations/{name}"] : [] });
        var number = await sandbox.OpenAsync("bob", "branch");

        await GateAsync(sandbox, number, Credentials.OfToken(GitHubServer.TokenOf("alice")));

        Assert.That((string?)sandbox.Server.Overlay.Written($"{sandbox.Path}/statuses/{head}")[^1]["state"], Is.EqualTo(state));
    }

    [TestCase("changegate", "Judge again")]
    [TestCase("github-actions", null)]
    public async Task Only_an_Apps_check_has_a_button_since_a_workflow_would_not_hear_of_it(string app, string? label)
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        sandbox.Server.Overlay.Break(new Fault("POST", $"{sandbox.Path}/check-runs", 201) { Body = $$"""{ "id": 7, "app": { "id": 5, "slug": "{{app}}" } }""" });
        sandbox.Server.Overlay.Break(new Fault("PATCH", $"{sandbox.Path}/check-runs/7", 200));

        await GatedShop.GateAsync(sandbox, number);

        var end = JsonNode.Parse(sandbox.Contract.Written.Last(written => written.Request == $"PATCH {sandbox.Path}/check-runs/7").Body)!;
        Assert.That((string?)end["actions"]?[0]!["label"], Is.EqualTo(label));
    }

    [Test]
    public async Task A_check_that_could_not_be_begun_for_another_reason_leaves_no_status()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        sandbox.Server.Overlay.Break(new Fault("POST", $"{sandbox.Path}/check-runs", 500));

        Assert.That((await GatedShop.GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(sandbox.Server.Overlay.Written($"{sandbox.Path}/statuses/{head}"), Is.Empty);
    }

    private static Task<PullRequestResult> GateAsync(Sandbox sandbox, int number, Credentials credentials) =>
        new PullRequestGate(sandbox.Client(credentials).Repository(sandbox.Name), new ProposalRequest(), TimeProvider.System).RunAsync(number, default);
}
