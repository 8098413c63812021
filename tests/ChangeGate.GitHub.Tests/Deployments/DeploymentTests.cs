using ChangeGate.Changes;
using ChangeGate.Cli;
using ChangeGate.Cli.Deployments;
using ChangeGate.Evidence;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Schemas;
using static ChangeGate.GitHub.Tests.Deployments.DeployedShop;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.Deployments;

/// <summary>From a merged pull request to a run on a real database, with reviews read at that moment.</summary>
internal sealed class DeploymentTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task What_was_reviewed_runs_after_the_merge_and_says_so_on_the_pull_request(bool squash)
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);

        var code = await shop.DeployAsync(await shop.MergeAsync(number, squash));

        Assert.That((code, string.Join(',', shop.Columns())), Is.EqualTo((ExitCode.Allowed, "id")));
        var comment = (await CommentsAsync(shop.Sandbox, number)).Single();
        Assert.That(comment, Does.Contain("applied to `production`").And.Contain("`@carol`").And.Contain("evidence.json"));

        var verification = shop.Verify(shop.Bundles[^1]);
        Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
        Assert.That(verification.Claims.Single(claim => claim.Code == "E09").Because, Does.Contain("@carol"));
    }

    [Test]
    public async Task A_merge_that_nobody_approved_does_not_run()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, _) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));

        var code = await shop.DeployAsync(await shop.MergeAsync(number));

        Assert.That((code, shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
        Assert.That((await CommentsAsync(shop.Sandbox, number)).Single(), Does.Contain("approval needed for `production`").And.Contain("or a comment, that says `/changegate approve "));
    }

    [Test]
    public async Task A_review_that_was_dismissed_after_the_merge_opens_nothing()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        var review = await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var merged = await shop.MergeAsync(number);
        await shop.Sandbox.DismissAsync(number, review);

        Assert.That((await shop.DeployAsync(merged), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [Test]
    public async Task Who_reviewed_a_change_of_a_small_table_did_not_review_that_of_a_large_one()
    {
        using var shop = await DeployedShop.CreateAsync();
        await shop.Sandbox.CommitAsync("main", new Dictionary<string, string?> { ["changegate.yml"] = shop.Configuration.Replace("migrations: db", "migrations: db\n    statistics: sizes.json", StringComparison.Ordinal), ["sizes.json"] = Sizes(1) });
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var merged = await shop.MergeAsync(number);
        shop.Do("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO orders (id) SELECT i FROM n");

        var held = await shop.DeployAsync(merged);
        var comment = (await CommentsAsync(shop.Sandbox, number)).Single();
        var resized = await shop.Sandbox.CommitAsync("main", new Dictionary<string, string?> { ["sizes.json"] = Sizes(20_000) });
        var stillHeld = await shop.DeployAsync(resized);
        await Task.Delay(TimeSpan.FromSeconds(1.1)); // Reviews and snapshots are dated by the second.
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);

        Assert.That((held, stillHeld, await shop.DeployAsync(resized)), Is.EqualTo((ExitCode.Pending, ExitCode.Pending, ExitCode.Allowed)));
        Assert.That(comment, Does.Contain("had 1 rows when it was given, and has 20,000 now"));
        Assert.That(shop.Verify(shop.Bundles[^1]).Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
    }

    private static string Sizes(long rows) =>
        SnapshotJson.Write(SchemaSnapshot.Empty(Dialect.Sqlite), new SchemaStatistics(DateTimeOffset.UtcNow, [new TableStatistics(new ObjectName(null, "orders"), rows, null)]));

    [Test]
    public async Task What_was_changed_on_the_branch_after_the_merge_is_not_what_was_reviewed()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await shop.MergeAsync(number);
        var changed = await shop.Sandbox.CommitAsync("main", Migration("0002_drop.sql", "DROP TABLE orders;\n"));

        Assert.That((await shop.DeployAsync(changed), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [Test]
    public async Task A_destructive_commit_that_nobody_proposed_does_not_run()
    {
        using var shop = await DeployedShop.CreateAsync();
        var pushed = await shop.Sandbox.CommitAsync("main", Migration("0002_drop.sql", DeployedShop.Drop));

        Assert.That((await shop.DeployAsync(pushed), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [Test]
    public async Task A_policy_that_came_with_the_migration_does_not_judge_it()
    {
        using var shop = await DeployedShop.CreateAsync();
        var files = Migration("0002_drop.sql", DeployedShop.Drop);
        files["changegate.yml"] = shop.Configuration.Replace("data-loss", "convention", StringComparison.Ordinal);
        var (number, _) = await shop.ProposeAsync("drop", files);

        Assert.That((await shop.DeployAsync(await shop.MergeAsync(number)), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [Test]
    public async Task Pull_requests_that_are_deployed_together_run_one_by_one_as_each_was_reviewed()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (first, firstHead) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", first, "APPROVE", firstHead);
        await shop.MergeAsync(first);
        var (second, _) = await shop.ProposeAsync("add", Migration("0003_add.sql", "ALTER TABLE orders ADD COLUMN total numeric;\n"));

        var code = await shop.DeployAsync(await shop.MergeAsync(second));

        Assert.That((code, string.Join(',', shop.Columns()), shop.Bundles.Count), Is.EqualTo((ExitCode.Allowed, "id,total", 3)));
        Assert.That(await CommentsAsync(shop.Sandbox, second), Has.One.Contains("applied to `production`"));
    }

    [Test]
    public async Task One_that_is_not_approved_holds_back_all_that_wait()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (first, _) = await shop.ProposeAsync("add", Migration("0002_add.sql", "ALTER TABLE orders ADD COLUMN total numeric;\n"));
        await shop.MergeAsync(first);
        var (second, _) = await shop.ProposeAsync("drop", Migration("0003_drop.sql", DeployedShop.Drop));

        Assert.That((await shop.DeployAsync(await shop.MergeAsync(second)), string.Join(',', shop.Columns())), Is.EqualTo((ExitCode.Pending, "id,note")));
    }

    [Test]
    public async Task A_run_that_fails_is_told_as_well_as_a_good_one_and_goes_on_with_the_same_approval()
    {
        using var shop = await DeployedShop.CreateAsync();
        var files = Migration("0002_drop.sql", DeployedShop.Drop);
        files["db/0003_unique.sql"] = "INSERT INTO orders (id) VALUES (1);\n";
        var (number, head) = await shop.ProposeAsync("drop", files);
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var merged = await shop.MergeAsync(number);

        var failed = await shop.DeployAsync(merged, deployment: 77);
        var comment = (await CommentsAsync(shop.Sandbox, number)).Single();
        shop.Do("DELETE FROM orders");
        var repeated = await shop.DeployAsync(merged);

        Assert.That(await CommentsAsync(shop.Sandbox, number), Has.Count.EqualTo(1).And.All.Contain("applied to `production`"));
        Assert.That((failed, repeated), Is.EqualTo((ExitCode.CannotDecide, ExitCode.Allowed)));
        Assert.That(comment, Does.Contain("failed on `production`").And.Contain("0003_unique.sql").And.Contain("evidence.json"));
        Assert.That(shop.Sandbox.Server.Overlay.Written($"{shop.Sandbox.Path}/deployments/77/statuses").Select(status => (string?)status["state"]), Is.EqualTo(["in_progress", "failure"]));
        Assert.That(shop.Bundles.SelectMany(bundle => shop.Verify(bundle).Claims).Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
    }

    [TestCase(500)]
    [TestCase(403)]
    [TestCase(429)]
    public async Task A_good_run_stays_good_where_GitHub_does_not_hear_of_it(int status)
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var merged = await shop.MergeAsync(number);
        shop.Sandbox.Server.Overlay.Break(new Fault("POST", $"{shop.Sandbox.Path}/issues/{number}/comments", status) { Times = 9, Headers = { ["retry-after"] = "3600" } });

        Assert.That((await shop.DeployAsync(merged), shop.Columns().Count, shop.Bundles.Count), Is.EqualTo((ExitCode.Allowed, 1, 2)));
    }

    [Test]
    public async Task What_ran_already_is_not_run_again()
    {
        using var shop = await DeployedShop.CreateAsync();
        var tip = (await shop.Sandbox.TipAsync("main"))!;

        Assert.That((await shop.DeployAsync(tip), shop.Bundles.Count), Is.EqualTo((ExitCode.Allowed, 1)));
    }

    [Test]
    public async Task Twenty_migrations_take_few_calls()
    {
        using var shop = await DeployedShop.CreateAsync();
        await shop.DeployAsync(await shop.Sandbox.CommitAsync("main", Enumerable.Range(1000, 100).ToDictionary(index => $"db/{index:D4}_history.sql", index => (string?)$"CREATE TABLE history_{index} (id integer);\n")));
        var (number, head) = await shop.ProposeAsync("many", Enumerable.Range(1, 20).ToDictionary(index => $"db/9{index:D3}_new.sql", index => (string?)$"DROP TABLE history_10{index:D2};\n"));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var hosted = await shop.HostedAsync(await shop.MergeAsync(number));
        var before = shop.Sandbox.Contract.Requests.Count;

        Assert.That(await new GovernedDeployment(shop.Request(hosted), hosted).RunAsync(default), Is.EqualTo(ExitCode.Allowed));
        Assert.That(hosted.Client.Calls, Is.LessThan(30), string.Join('\n', shop.Sandbox.Contract.Requests.Skip(before)));
    }
}
