using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>Ways past the gate. In each the gate stays shut.</summary>
internal sealed class AttackTests
{
    [Test]
    public async Task A_co_author_does_not_approve()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop), new Authoring("bob") { Message = "Drop\n\nCo-authored-by: carol <carol@example.org>" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task Whoever_may_not_write_does_not_approve()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        sandbox.Server.Overlay.Break(new Fault("GET", $"{sandbox.Path}/collaborators/erin/permission", 200) { Body = """{"permission":"read","role_name":"read","user":{"login":"erin","id":1,"type":"User"}}""" });
        await sandbox.ReviewAsync("erin", number, "APPROVE", head);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_dismissed_review_and_one_that_asks_for_changes_later_open_nothing()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.DismissAsync(number, await sandbox.ReviewAsync("carol", number, "APPROVE", head));
        await sandbox.ReviewAsync("dave", number, "APPROVE", head);
        await sandbox.ReviewAsync("dave", number, "REQUEST_CHANGES", head);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_review_of_harmless_bytes_does_not_cover_those_that_a_force_push_brought()
    {
        using var sandbox = await CreateAsync();
        var harmless = await sandbox.CommitAsync("drop", Files("0002_drop.sql", "CREATE TABLE coupons (id bigint);\n"));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", harmless);
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task Line_ends_are_bytes_too()
    {
        using var sandbox = await CreateAsync();
        var reviewed = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", reviewed);
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop.Replace("\n", "\r\n", StringComparison.Ordinal)));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    [Category("Pitfall")]
    public async Task A_link_in_the_place_of_a_migration_is_not_followed()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("link", Files("0002_link.sql", "../../somewhere.sql"), new Authoring("bob") { Links = ["db/migrations/0002_link.sql"] });
        var number = await sandbox.OpenAsync("bob", "link");

        var result = await GateAsync(sandbox, number);

        Assert.That((result.ExitCode, result.Failure?.Problem), Is.EqualTo((ExitCode.CannotDecide, "'db/migrations/0002_link.sql' is a symbolic link.")));
    }

    [Test]
    public async Task A_pointer_to_a_large_file_is_no_SQL_that_could_be_judged()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("pointer", Files("0002_large.sql", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"));
        var number = await sandbox.OpenAsync("bob", "pointer");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.Not.EqualTo(ExitCode.Allowed));
    }

    [Test]
    public async Task A_migration_that_is_moved_out_of_the_folder_is_a_deleted_one()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("move", new Dictionary<string, string?> { ["db/migrations/0001_orders.sql"] = null, ["db/old/0001_orders.sql"] = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n" });
        var number = await sandbox.OpenAsync("bob", "move");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Denied));
    }

    [Test]
    public async Task Owners_that_the_proposal_names_itself_own_nothing()
    {
        using var sandbox = await CreateAsync(Configuration.Replace("approvals: 1", "approvals: 1, from: [team:codeowners]", StringComparison.Ordinal), new Dictionary<string, string?> { ["CODEOWNERS"] = "* @dave\n" });
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["db/migrations/0002_drop.sql"] = Drop, ["CODEOWNERS"] = "* @carol\n", [".github/CODEOWNERS"] = "* @carol\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        var own = await GateAsync(sandbox, number);
        await sandbox.ReviewAsync("dave", number, "APPROVE", head);

        Assert.That((own.ExitCode, (await GateAsync(sandbox, number)).ExitCode), Is.EqualTo((ExitCode.Pending, ExitCode.Allowed)));
    }

    [Test]
    public async Task An_approval_is_not_one_of_the_same_bytes_in_another_pull_request()
    {
        using var sandbox = await CreateAsync();
        var approved = await sandbox.CommitAsync("first", Files("0002_drop.sql", Drop));
        await sandbox.ReviewAsync("carol", await sandbox.OpenAsync("bob", "first"), "APPROVE", approved);
        await sandbox.CommitAsync("second", Files("0002_drop.sql", Drop), new Authoring("bob") { Message = "The same once more" });

        Assert.That((await GateAsync(sandbox, await sandbox.OpenAsync("bob", "second"))).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    [Category("Pitfall")]
    public async Task A_review_of_another_branchs_commit_is_none_of_what_stands_here()
    {
        using var sandbox = await CreateAsync();
        var harmless = await sandbox.CommitAsync("harmless", Files("0002_drop.sql", "CREATE TABLE coupons (id bigint);\n"));
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", harmless);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task Another_base_is_another_question_under_another_policy()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("release", new Dictionary<string, string?>
        {
            ["changegate.yml"] = Configuration.Replace("approvals: 1", "approvals: 2", StringComparison.Ordinal),
            ["db/migrations/0001_total.sql"] = "ALTER TABLE orders ADD COLUMN total numeric;\n",
        });
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        var before = await GateAsync(sandbox, number);
        await sandbox.DoAsync("bob", HttpMethod.Patch, $"{sandbox.Path}/pulls/{number}", new { @base = "release" });
        var after = await GateAsync(sandbox, number);

        Assert.That((before.ExitCode, after.ExitCode), Is.EqualTo((ExitCode.Allowed, ExitCode.Pending)));
        Assert.That(after.Concerned.Single().Policy.Clauses[0].Require!.Approvals, Is.EqualTo(2));
    }

    [Test]
    public async Task What_others_say_on_the_commit_is_not_asked_for()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.DoAsync("bob", HttpMethod.Post, $"{sandbox.Path}/check-runs", new { name = "ChangeGate", head_sha = head, status = "completed", conclusion = "success" });
        await sandbox.DoAsync("bob", HttpMethod.Post, $"{sandbox.Path}/issues/{number}/comments", new { body = "/changegate approve" });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["success", "action_required"]));
    }

    [TestCase("pulls/1", """{"number":1,"state":"open","commits":250,"changed_files":1,"head":{"sha":"HEAD","ref":"drop"},"base":{"sha":"BASE","ref":"main"}}""", "has 250 commits")]
    [TestCase("git/trees/", """{"sha":"BASE","tree":[],"truncated":true}""", "does not list all")]
    [TestCase("compare/", """{"ahead_by":1}""", "names no merge base")]
    [Category("Pitfall")]
    public async Task What_GitHub_lists_only_in_part_is_not_judged(string path, string answer, string told)
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("docs", new Dictionary<string, string?> { ["docs/why.md"] = "because" });
        var number = await sandbox.OpenAsync("bob", "docs");
        sandbox.Server.Overlay.Break(new Fault("GET", $"{sandbox.Path}/{path}", 200) { Times = 20, Body = answer.Replace("HEAD", head, StringComparison.Ordinal).Replace("BASE", await sandbox.TipAsync("main"), StringComparison.Ordinal) });

        Assert.That((await GateAsync(sandbox, number)).Failure?.Problem, Does.Contain(told));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["failure"]));
    }

    [TestCase(500, "GET", "/git/trees/")]
    [TestCase(403, "GET", "/commits")]
    [TestCase(404, "GET", "/compare/")]
    [TestCase(502, "GET", "/reviews")]
    public async Task An_API_that_breaks_half_way_leaves_a_check_that_does_not_pass(int status, string method, string part)
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("docs", new Dictionary<string, string?> { ["docs/why.md"] = "because", ["db/migrations/0002_coupons.sql"] = "CREATE TABLE coupons (id bigint);\n" });
        var number = await sandbox.OpenAsync("bob", "docs");
        sandbox.Server.Overlay.Break(new Fault(method, part is "/commits" or "/reviews" ? $"{sandbox.Path}/pulls/{number}{part}" : sandbox.Path + part, status) { Times = 20 });

        var result = await new PullRequestGate(sandbox.Client(time: new SkippingTime(DateTimeOffset.UtcNow, sandbox.Server.Options.Timeout)).Repository(sandbox.Name), new ProposalRequest(), TimeProvider.System).RunAsync(number, default);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.CannotDecide));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["failure"]));
    }

    [Test]
    public async Task A_token_that_can_only_read_writes_nothing_and_opens_nothing()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        const string refusal = """{"message":"Resource not accessible by integration","documentation_url":"https://docs.github.com/rest"}""";
        sandbox.Server.Overlay.Break(new Fault("POST", $"{sandbox.Path}/check-runs", 403) { Body = refusal });
        sandbox.Server.Overlay.Break(new Fault("POST", $"{sandbox.Path}/statuses/{head}", 403) { Body = refusal });
        sandbox.Server.Overlay.Break(new Fault("POST", $"{sandbox.Path}/issues/{number}/comments", 403) { Body = refusal });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.Empty);
        Assert.That(sandbox.Server.Overlay.Written($"{sandbox.Path}/statuses/{head}"), Is.Empty);
        Assert.That(await CommentsAsync(sandbox, number), Is.Empty);
    }

    [Test]
    [Category("Pitfall")]
    public async Task A_comment_larger_than_GitHub_takes_keeps_its_verdict()
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("many", Enumerable.Range(1, 300).ToDictionary(index => $"db/migrations/9{index:D3}_{new string('x', 60)}.sql", index => (string?)$"ALTER TABLE orders DROP COLUMN IF EXISTS note_{index}; DROP TABLE IF EXISTS t{index} CASCADE; UPDATE orders SET note = '{new string('y', 500)}';\n"));
        var number = await sandbox.OpenAsync("bob", "many");

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));

        var comment = (await CommentsAsync(sandbox, number)).Single();
        Assert.That(comment, Does.Contain("approval needed"));
        Assert.That(comment, Has.Length.LessThanOrEqualTo(65_536));
    }
}
