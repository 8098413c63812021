using System.Text.Json.Nodes;
using ChangeGate.Cli;
using ChangeGate.Decisions;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>Ways to consent without being allowed to. In each the gate stays shut; beside some stands the honest way, which opens it.</summary>
internal sealed class ConsentAttackTests
{
    private const string InWords = """
        version: 1
        targets:
          shop: { dialect: postgresql, engine: 16, migrations: db/migrations }
        policy:
          clauses:
            - name: data loss is read before it is approved
              when: { hazard: data-loss }
              require: { approvals: 1, digestInWords: true }
        """;

    [Test]
    public async Task A_command_of_a_person_who_may_is_consent()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox);
        await sandbox.CommentAsync("carol", number, $"Looked at it.\n\n/changegate approve {(await DigestAsync(sandbox, number))[..12]}");

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Allowed));
        Assert.That((await CommentsAsync(sandbox, number))[0], Does.Contain("`@carol` approved this digest"));
    }

    [TestCase("> /changegate approve {0}")]
    [TestCase("```\n/changegate approve {0}\n```")]
    [TestCase("<!-- /changegate approve {0} -->")]
    [TestCase("/changegate approve 0000000000001111")]
    [TestCase("/changegate approve")]
    public async Task What_was_not_said_or_names_something_else_opens_nothing(string body)
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox);
        await sandbox.CommentAsync("carol", number, string.Format(body, await DigestAsync(sandbox, number)));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [TestCase("bob", "Drop", Description = "the author")]
    [TestCase("carol", "Drop\n\nCo-authored-by: Carol <carol@users.noreply.github.com>", Description = "a co-author")]
    [TestCase("erin", "Drop", Description = "somebody without rights")]
    public async Task A_command_of_somebody_who_may_not_opens_nothing(string login, string message)
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop), new Authoring("bob") { Message = message });
        var number = await sandbox.OpenAsync("bob", "drop");
        var digest = await DigestAsync(sandbox, number);
        sandbox.Server.Overlay.Break(new Fault("GET", $"{sandbox.Path}/collaborators/erin/permission", 200) { Body = """{"permission":"read","role_name":"read","user":{"login":"erin","id":1,"type":"User"}}""" });
        await sandbox.CommentAsync(login, number, $"/changegate approve {digest}");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_comment_that_was_edited_into_a_command_opens_nothing()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox);
        var comment = await sandbox.CommentAsync("carol", number, "Not yet.");
        await sandbox.DoAsync("alice", HttpMethod.Patch, $"{sandbox.Path}/issues/comments/{comment}", new { body = $"/changegate approve {await DigestAsync(sandbox, number)}" });

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(result.Concerned.Single().Decision.Approvals.Single().Because, Does.Contain("was edited after it was posted"));
    }

    [Test]
    public async Task Words_that_were_edited_within_the_second_open_nothing()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox);
        await sandbox.CommentAsync("carol", number, $"/changegate approve {await DigestAsync(sandbox, number)}");
        sandbox.Server.Overlay.NoteEdit((string)(await sandbox.DoAsync("alice", HttpMethod.Get, $"{sandbox.Path}/issues/{number}/comments")).AsArray()[^1]!["node_id"]!);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_digest_that_somebody_wrote_into_another_s_review_is_not_named_by_the_reviewer()
    {
        using var sandbox = await CreateAsync(InWords);
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head, $"/changegate approve {await DigestAsync(sandbox, number)}");
        sandbox.Server.Overlay.NoteEdit((string)(await sandbox.DoAsync("alice", HttpMethod.Get, $"{sandbox.Path}/pulls/{number}/reviews")).AsArray()[^1]!["node_id"]!);

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(result.Concerned.Single().Decision.Approvals.Single().Because, Does.Contain("without naming it"));
    }

    [Test]
    public async Task The_digest_of_an_earlier_state_is_no_consent_to_this_one()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox);
        await sandbox.CommentAsync("carol", number, $"/changegate approve {await DigestAsync(sandbox, number)}");
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop + "DROP TABLE orders;\n"));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task The_beginning_of_a_digest_does_not_outlive_a_push()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox);
        await sandbox.CommentAsync("carol", number, $"/changegate approve {(await DigestAsync(sandbox, number))[..31]}");
        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["docs/why.md"] = "because" });

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(result.Concerned.Single().Decision.Approvals.Single().Because, Does.Contain("at least 32 digits"));
    }

    [Test]
    public async Task Consent_on_another_pull_request_is_none_on_this_one()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var first = await sandbox.OpenAsync("bob", "drop");
        await sandbox.CommentAsync("carol", first, $"/changegate approve {await DigestAsync(sandbox, first)}");
        await sandbox.ReviewAsync("dave", first, "APPROVE", head);
        await sandbox.CommitAsync("again", Files("0002_drop.sql", Drop), new Authoring("bob") { Message = "Again" });
        var second = await sandbox.OpenAsync("bob", "again");

        Assert.That((await GateAsync(sandbox, second)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_dismissed_reviewer_does_not_come_back_by_a_command()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.DismissAsync(number, await sandbox.ReviewAsync("carol", number, "REQUEST_CHANGES", head));
        await sandbox.CommentAsync("carol", number, $"/changegate approve {await DigestAsync(sandbox, number)}");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [TestCase("", ExitCode.Pending)]
    [TestCase("> /changegate approve {0}", ExitCode.Pending)]
    [TestCase("/changegate approve 000000000000", ExitCode.Pending)]
    [TestCase("/changegate approve {0}", ExitCode.Allowed)]
    public async Task Where_the_policy_asks_for_the_digest_in_words_an_ordinary_review_is_not_enough(string body, ExitCode expected)
    {
        using var sandbox = await CreateAsync(InWords);
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head, string.Format(body, (await DigestAsync(sandbox, number))[..12]));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(expected));

        if (expected == ExitCode.Pending)
        {
            Assert.That((await CommentsAsync(sandbox, number)).Single(), Does.Contain($"that says `/changegate approve {(await DigestAsync(sandbox, number))[..12]}`"));
        }
    }

    [Test]
    public async Task Whoever_pushed_in_another_s_name_does_not_approve_it()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("work", new Dictionary<string, string?> { ["docs/why.md"] = "because" });
        var number = await sandbox.OpenAsync("bob", "work");
        var head = await sandbox.CommitAsync("work", Files("0002_drop.sql", Drop), new Authoring("bob") { Pusher = "erin" });
        await sandbox.ReviewAsync("erin", number, "APPROVE", head);

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(result.Concerned.Single().Decision.Approvals.Single().Because, Does.Contain("`@erin` pushed to its branch"));
    }

    [Test]
    public async Task Whoever_pushed_before_others_did_not_approve_either()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("work", Files("0002_drop.sql", Drop), new Authoring("bob") { Pusher = "erin" });
        var head = await sandbox.CommitAsync("work", new Dictionary<string, string?> { ["docs/why.md"] = "because" });
        var number = await sandbox.OpenAsync("bob", "work");
        await sandbox.ReviewAsync("erin", number, "APPROVE", head);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [TestCase(404)]
    [TestCase(403)]
    public async Task Where_nobody_tells_who_pushed_those_who_could_have_do_not_approve(int status)
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        sandbox.Server.Overlay.Break(new Fault("GET", $"{sandbox.Path}/activity", status) { Body = """{"message":"Resource not accessible by integration"}""" });

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(result.Concerned.Single().Decision.Approvals.Single().Because, Does.Contain("GitHub does not tell who pushed"));
    }

    [TestCase("User", false, ExitCode.Allowed, Description = "the fork is one person's, and nobody else may push there")]
    [TestCase("User", true, ExitCode.Pending, Description = "whoever may write to the base may push to the fork")]
    [TestCase("Organization", false, ExitCode.Pending, Description = "nobody tells who belongs to the organization")]
    public async Task A_fork_whose_pushes_are_hidden_is_open_only_to_those_who_could_not_push_there(string owner, bool maintainersMayPush, ExitCode expected)
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        sandbox.Server.Overlay.Alter($"{sandbox.Path}/pulls/{number}", pull =>
        {
            pull["head"]!["repo"] = new JsonObject { ["full_name"] = "bob/hidden", ["owner"] = new JsonObject { ["id"] = 4711, ["login"] = "bob", ["type"] = owner } };
            pull["maintainer_can_modify"] = maintainersMayPush;
        });
        sandbox.Server.Overlay.Break(new Fault("GET", "/repos/bob/hidden/activity", 404));

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(expected));
        Assert.That(result.Concerned.Single().Decision.Approvals.Single().Because, Does.Contain(expected == ExitCode.Allowed ? "Who pushed to the fork is hidden" : "GitHub does not tell who pushed"));
    }

    [Test]
    public async Task A_command_is_consent_to_the_targets_whose_digests_it_names()
    {
        using var sandbox = await CreateAsync(Configuration.Replace("policy:", "  bank: { dialect: postgresql, engine: 16, migrations: db/bank }\npolicy:", StringComparison.Ordinal));
        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["db/migrations/0002_drop.sql"] = Drop, ["db/bank/0001_drop.sql"] = "DROP TABLE IF EXISTS accounts;\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        var digests = (await GateAsync(sandbox, number)).Concerned.Select(judgement => judgement.Assessment.Digest.Hex).ToList();

        await sandbox.CommentAsync("carol", number, $"/changegate approve {digests[0]}");
        Assert.That((await GateAsync(sandbox, number)).Concerned.Select(judgement => judgement.Decision.Verdict), Is.EqualTo([Verdict.Allowed, Verdict.Pending]));

        await sandbox.CommentAsync("carol", number, $"/changegate approve {digests[1]}");
        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Allowed));
    }

    private static async Task<int> ProposeAsync(Sandbox sandbox)
    {
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        return await sandbox.OpenAsync("bob", "drop");
    }

    private static async Task<string> DigestAsync(Sandbox sandbox, int number) => (await GateAsync(sandbox, number)).Concerned.Single().Assessment.Digest.Hex;
}
