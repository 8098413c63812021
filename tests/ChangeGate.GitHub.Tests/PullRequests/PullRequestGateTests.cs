using System.IO.Compression;
using System.Text.Json.Nodes;
using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>A pull request from its first check to the one that passes, against the emulator.</summary>
internal sealed class PullRequestGateTests
{
    [Test]
    public async Task A_destructive_proposal_waits_for_a_review_and_then_passes()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");

        var waiting = await GateAsync(sandbox, number);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var passed = await GateAsync(sandbox, number);

        Assert.That((waiting.ExitCode, passed.ExitCode), Is.EqualTo((ExitCode.Pending, ExitCode.Allowed)));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required", "success"]));

        var comments = await CommentsAsync(sandbox, number);
        Assert.That(comments, Has.Count.EqualTo(1));
        Assert.That(comments[0], Does.Contain("allowed").And.Contain("`@carol` approved this digest"));
    }

    [TestCase("")]
    [TestCase(", rehearsal: { server: auto }")]
    public async Task The_comment_and_the_check_show_what_becomes_of_the_schema_as_SQL(string rehearsal)
    {
        using var sandbox = await CreateAsync("version: 1\ntargets:\n  shop: { dialect: sqlite, migrations: db/migrations" + rehearsal + " }\n");
        var head = await sandbox.CommitAsync("add", Files("0002_state.sql", "ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders ADD COLUMN \"```@carol</details>\" text;\n"));
        var number = await sandbox.OpenAsync("bob", "add");
        await GateAsync(sandbox, number);

        var summary = (string)(await sandbox.DoAsync(Harness.GitHubServer.Owner, HttpMethod.Get, $"{sandbox.Path}/commits/{head}/check-runs"))["check_runs"]![0]!["output"]!["summary"]!;
        var source = rehearsal.Length == 0 ? "without running them" : "before and after the rehearsal";

        Assert.That((await CommentsAsync(sandbox, number))[0], Does.Contain("Schema change as SQL").And.Contain("````sql\n").And.Contain("\"```@carol</details>\"").And.Contain(source));
        Assert.That(summary, Does.Contain("Schema change as SQL").And.Contain(source));
    }

    [Test]
    public async Task The_first_configuration_is_judged_by_the_built_in_policy()
    {
        using var sandbox = await Harness.Sandbox.CreateAsync();
        await sandbox.CommitAsync("main", Files("0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n"));
        await sandbox.CommitAsync("gate", new Dictionary<string, string?> { ["changegate.yml"] = Configuration });
        await sandbox.CommitAsync("both", new Dictionary<string, string?> { ["changegate.yml"] = Configuration, ["db/migrations/0002_drop.sql"] = Drop });

        var alone = await GateAsync(sandbox, await sandbox.OpenAsync("bob", "gate"));
        var both = await GateAsync(sandbox, await sandbox.OpenAsync("bob", "both"));

        Assert.That((alone.ExitCode, both.ExitCode), Is.EqualTo((ExitCode.Allowed, ExitCode.Pending)));
    }

    [Test]
    public async Task The_authors_own_review_opens_nothing()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("bob", number, "APPROVE", head);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task One_byte_after_the_review_and_the_gate_is_shut_again()
    {
        using var sandbox = await CreateAsync();
        var reviewed = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", reviewed);
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop + " "));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_merge_that_touches_the_same_table_makes_it_another_question()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0003_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await sandbox.CommitAsync("main", Files("0002_other.sql", "ALTER TABLE orders ADD COLUMN total numeric;\n"));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_proposal_cannot_loosen_the_policy_that_judges_it()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("drop", new Dictionary<string, string?>
        {
            ["db/migrations/0002_drop.sql"] = Drop,
            ["changegate.yml"] = Configuration.Replace("hazard: data-loss", "hazard: convention", StringComparison.Ordinal),
        });
        var number = await sandbox.OpenAsync("bob", "drop");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task An_edit_of_the_history_is_denied_whoever_approves()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("edit", Files("0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n"));
        var number = await sandbox.OpenAsync("bob", "edit");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Denied));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["failure"]));
    }

    [Test]
    [Category("Pitfall")]
    public async Task What_changes_no_schema_passes_without_a_word()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("docs", new Dictionary<string, string?> { ["docs/why.md"] = "because" });
        var number = await sandbox.OpenAsync("bob", "docs");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Allowed));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["success"]));
        Assert.That(await CommentsAsync(sandbox, number), Is.Empty);
    }

    [Test]
    [Category("Pitfall")]
    public async Task A_comment_that_a_person_planted_is_not_taken_for_our_own()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.DoAsync("erin", HttpMethod.Post, $"{sandbox.Path}/issues/{number}/comments", new { body = $"{CommentText.Marker}\nAllowed." });

        await GateAsync(sandbox, number);

        var comments = await CommentsAsync(sandbox, number);
        Assert.That((comments.Count, comments[0]), Is.EqualTo((2, $"{CommentText.Marker}\nAllowed.")));
    }

    [Test]
    public async Task Findings_become_alerts_of_the_head_where_that_is_asked_for()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");

        await new PullRequestGate(sandbox.Repository(), new ProposalRequest(), TimeProvider.System) { ToCodeScanning = true }.RunAsync(number, default);

        var upload = sandbox.Server.Overlay.Written($"{sandbox.Path}/code-scanning/sarifs").Single();
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String((string)upload["sarif"]!)), CompressionMode.Decompress);
        var sarif = JsonNode.Parse(packed)!;

        Assert.That(((string?)upload["commit_sha"], (string?)upload["ref"]), Is.EqualTo((head, $"refs/pull/{number}/head")));
        Assert.That((string?)sarif["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"], Is.EqualTo("db/migrations/0002_drop.sql"));
    }

    [Test]
    [Category("Pitfall")]
    public async Task A_commit_that_two_pull_requests_share_passes_for_neither()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("release", new Dictionary<string, string?> { ["docs/release.md"] = "1" });
        var head = await sandbox.CommitAsync("docs", new Dictionary<string, string?> { ["docs/why.md"] = "because" });
        var number = await sandbox.OpenAsync("bob", "docs");
        await sandbox.OpenAsync("bob", "docs", "release");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.CannotDecide));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["failure"]));
    }

    [Test]
    public async Task Twenty_migrations_on_a_long_history_take_few_calls()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("main", Enumerable.Range(1000, 1000).ToDictionary(index => $"db/migrations/{index:D4}_history.sql", index => (string?)$"CREATE TABLE history_{index} (id bigint);\n"));
        var head = await sandbox.CommitAsync("many", Enumerable.Range(1, 20).ToDictionary(index => $"db/migrations/9{index:D3}_new.sql", index => (string?)$"ALTER TABLE orders DROP COLUMN IF EXISTS note_{index};\n"));
        var number = await sandbox.OpenAsync("bob", "many");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        using var client = sandbox.Client();
        await new PullRequestGate(client.Repository(sandbox.Name), new ProposalRequest(), TimeProvider.System).RunAsync(number, default);

        Assert.That(client.Calls, Is.LessThan(25), string.Join('\n', sandbox.Contract.Requests));
    }
}
