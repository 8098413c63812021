using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChangeGate.Cli;
using ChangeGate.Failures;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.Deployments.DeployedShop;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.Deployments;

/// <summary>Ways by which something would run on a database that nobody let onto the branch, or by an author's own consent.</summary>
[Category("Attack")]
internal sealed partial class DeploymentAttackTests
{
    private const string Add = "ALTER TABLE orders ADD COLUMN total numeric;\n";

    [Test]
    public async Task A_commit_that_no_branch_of_the_house_holds_is_never_run()
    {
        using var shop = await DeployedShop.CreateAsync();
        await shop.Sandbox.CommitAsync("loose", Loosened(shop));
        var head = await shop.Sandbox.CommitAsync("loose", Migration("0002_drop.sql", DeployedShop.Drop));

        Assert.That(() => shop.DeployAsync(head), Throws.TypeOf<GateException>().With.Message.Contain("is not on the branch `main`"));
        Assert.That(shop.Columns(), Has.Count.EqualTo(2));
    }

    [TestCase("main")]
    [TestCase("0123456789")]
    public async Task A_name_that_may_mean_another_commit_a_moment_later_is_refused(string name)
    {
        using var shop = await DeployedShop.CreateAsync();

        Assert.That(() => shop.DeployAsync(name), Throws.TypeOf<GateException>().With.Message.Contain("not the whole name of a commit"));
    }

    [Test]
    public async Task A_pull_request_into_another_branch_brings_no_policy_with_it()
    {
        using var shop = await DeployedShop.CreateAsync();
        var loose = await shop.Sandbox.CommitAsync("loose", Loosened(shop));
        var pushed = await shop.Sandbox.CommitAsync("main", Migration("0002_drop.sql", DeployedShop.Drop));
        var number = await shop.Sandbox.OpenAsync("bob", "main", "loose");
        var merge = await shop.Sandbox.CommitAsync("loose", Migration("0002_drop.sql", DeployedShop.Drop), new Authoring("erin") { Merges = pushed });
        shop.Sandbox.Server.Overlay.Merged($"{shop.Sandbox.Path}/pulls/{number}", new JsonObject { ["head"] = pushed, ["base"] = loose, ["merge"] = merge });

        Assert.That((await shop.DeployAsync(pushed), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [Test]
    public async Task A_merge_without_a_pull_request_is_judged_by_the_policy_of_the_branch_and_not_by_what_it_merged()
    {
        using var shop = await DeployedShop.CreateAsync();
        await shop.Sandbox.CommitAsync("side", Loosened(shop));
        var head = await shop.Sandbox.CommitAsync("side", Migration("0002_drop.sql", DeployedShop.Drop));
        var files = Loosened(shop);
        files["db/0002_drop.sql"] = DeployedShop.Drop;
        var merged = await shop.Sandbox.CommitAsync("main", files, new Authoring("bob") { Merges = head, Message = "Merge branch side" });

        Assert.That((await shop.DeployAsync(merged), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [Test]
    public async Task An_environment_that_the_proposal_opens_is_still_judged_as_protected()
    {
        using var shop = await DeployedShop.CreateAsync();
        var strict = shop.Configuration.Replace("hazard: data-loss", "hazard: data-loss, environment: protected", StringComparison.Ordinal);
        await shop.Sandbox.CommitAsync("main", new Dictionary<string, string?> { ["changegate.yml"] = strict });
        var files = Migration("0002_drop.sql", DeployedShop.Drop);
        files["changegate.yml"] = strict.Replace("protected: true", "protected: false", StringComparison.Ordinal);
        var (number, _) = await shop.ProposeAsync("drop", files);

        Assert.That((await shop.DeployAsync(await shop.MergeAsync(number)), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [TestCase("bob")]
    [TestCase("carol")]
    public async Task Who_changed_a_file_while_it_waited_does_not_approve_it_wherever_it_came_from(string author)
    {
        using var shop = await DeployedShop.CreateAsync();
        var edited = await EditedWhileWaitingAsync(shop);
        await shop.DeployAsync(edited.Commit);
        await ApproveAsync(shop, author, edited.First);
        await ApproveAsync(shop, author, edited.Second);

        Assert.That((await shop.DeployAsync(edited.Commit), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 2)));
    }

    [Test]
    public async Task Somebody_else_approves_what_was_changed_while_it_waited()
    {
        using var shop = await DeployedShop.CreateAsync();
        var edited = await EditedWhileWaitingAsync(shop);
        await shop.DeployAsync(edited.Commit);
        await ApproveAsync(shop, "dave", edited.Second);

        Assert.That((await shop.DeployAsync(edited.Commit), string.Join(',', shop.Columns())), Is.EqualTo((ExitCode.Allowed, "id,total")));
        Assert.That(shop.Bundles.SelectMany(bundle => shop.Verify(bundle).Claims).Where(claim => claim.Verdict == Evidence.ClaimVerdict.Fail), Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_merge_that_GitHub_does_not_list_yet_is_known_by_its_own_words(bool squash)
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var merged = await shop.MergeAsync(number, squash);

        foreach (var commit in new[] { head, merged })
        {
            shop.Sandbox.Server.Overlay.Put($"{shop.Sandbox.Path}/commits/{commit}/pulls", new JsonArray());
        }

        Assert.That((await shop.DeployAsync(merged), string.Join(',', shop.Columns())), Is.EqualTo((ExitCode.Allowed, "id")));
    }

    [Test]
    public async Task What_another_pull_request_brought_before_is_not_asked_for_again()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (first, head) = await shop.ProposeAsync("lower", Migration("0002_drop.sql", DeployedShop.Drop));
        var (second, _) = await shop.ProposeAsync("upper", new Dictionary<string, string?> { ["db/0002_drop.sql"] = DeployedShop.Drop, ["db/0003_add.sql"] = Add });
        await shop.Sandbox.ReviewAsync("carol", first, "APPROVE", head);
        await shop.DeployAsync(await shop.MergeAsync(first, squash: true));

        Assert.That((await shop.DeployAsync(await shop.MergeAsync(second, squash: true)), string.Join(',', shop.Columns())), Is.EqualTo((ExitCode.Allowed, "id,total")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Commits_that_were_rebased_are_judged_together_by_what_stood_before_all_of_them(bool approved)
    {
        using var shop = await DeployedShop.CreateAsync();
        await shop.Sandbox.CommitAsync("drop", Loosened(shop));
        var head = await shop.Sandbox.CommitAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        var number = await shop.Sandbox.OpenAsync("bob", "drop");

        if (approved)
        {
            await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        }

        var @base = (await shop.Sandbox.TipAsync("main"))!;
        string[] rebased = [await shop.Sandbox.CommitAsync("main", Loosened(shop), new Authoring("bob") { Message = "Loosen" }), await shop.Sandbox.CommitAsync("main", Migration("0002_drop.sql", DeployedShop.Drop))];
        shop.Sandbox.Server.Overlay.Merged($"{shop.Sandbox.Path}/pulls/{number}", new JsonObject { ["head"] = head, ["base"] = @base, ["merge"] = rebased[1] });
        using var client = new HttpClient { BaseAddress = shop.Sandbox.Server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{shop.Sandbox.Path}/commits/{rebased[1]}/pulls");
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", GitHubServer.TokenOf(GitHubServer.Owner));
        var listed = JsonNode.Parse(await (await client.SendAsync(request)).Content.ReadAsStringAsync())!;
        shop.Sandbox.Server.Overlay.Put($"{shop.Sandbox.Path}/commits/{rebased[0]}/pulls", listed);

        Assert.That(await shop.DeployAsync(rebased[1]), Is.EqualTo(approved ? ExitCode.Allowed : ExitCode.Pending));
    }

    [Test]
    public async Task A_file_that_was_renamed_while_it_waited_is_approved_where_it_was_renamed()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (first, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("dave", first, "APPROVE", head);
        await shop.MergeAsync(first);
        var (second, _) = await shop.ProposeAsync("rename", new Dictionary<string, string?> { ["db/0002_drop.sql"] = null, ["db/0003_drop.sql"] = DeployedShop.Drop }, "carol");
        var merged = await shop.MergeAsync(second);
        var before = await shop.DeployAsync(merged);
        await ApproveAsync(shop, "dave", second);

        Assert.That((before, await shop.DeployAsync(merged), string.Join(',', shop.Columns())), Is.EqualTo((ExitCode.Pending, ExitCode.Allowed, "id")));
    }

    [Test]
    public async Task Who_wrote_the_way_back_later_does_not_approve_both()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (first, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("dave", first, "APPROVE", head);
        await shop.MergeAsync(first);
        var (second, _) = await shop.ProposeAsync("down", Migration("0002_drop.down.sql", "DELETE FROM orders;\n"), "carol");
        var merged = await shop.MergeAsync(second);
        var before = await shop.DeployAsync(merged);
        await ApproveAsync(shop, "carol", first);
        await ApproveAsync(shop, "carol", second);

        Assert.That((before, await shop.DeployAsync(merged), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, ExitCode.Pending, 2)));
    }

    [Test]
    public async Task What_needs_nobody_runs_also_where_it_was_merged_without_a_pull_request()
    {
        using var shop = await DeployedShop.CreateAsync();
        var head = await shop.Sandbox.CommitAsync("side", Migration("0002_add.sql", Add));
        var merged = await shop.Sandbox.CommitAsync("main", Migration("0002_add.sql", Add), new Authoring("bob") { Merges = head, Message = "Merge branch side" });

        Assert.That((await shop.DeployAsync(merged), string.Join(',', shop.Columns())), Is.EqualTo((ExitCode.Allowed, "id,note,total")));
    }

    /// <summary>Bob adds two migrations, and Carol makes one of them lose data before they ran.</summary>
    private static async Task<(int First, int Second, string Commit)> EditedWhileWaitingAsync(DeployedShop shop)
    {
        var (first, _) = await shop.ProposeAsync("two", new Dictionary<string, string?> { ["db/0002_note.sql"] = "UPDATE orders SET id = id;\n", ["db/0003_add.sql"] = Add });
        await shop.MergeAsync(first);
        var (second, _) = await shop.ProposeAsync("edit", Migration("0002_note.sql", DeployedShop.Drop), "carol");

        return (first, second, await shop.MergeAsync(second));
    }

    private static Dictionary<string, string?> Loosened(DeployedShop shop) => new() { ["changegate.yml"] = shop.Configuration.Replace("data-loss", "convention", StringComparison.Ordinal) };

    /// <summary>By naming every digest that the comments there ask for.</summary>
    private static async Task ApproveAsync(DeployedShop shop, string login, int number)
    {
        foreach (var digest in (await CommentsAsync(shop.Sandbox, number)).SelectMany(comment => NamedDigest().Matches(comment).Select(match => match.Value)).Distinct())
        {
            await shop.Sandbox.CommentAsync(login, number, $"/changegate approve {digest}");
        }
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex NamedDigest();
}
