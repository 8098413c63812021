using System.Text.RegularExpressions;
using ChangeGate.Cli;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using static ChangeGate.GitHub.Tests.Deployments.DeployedShop;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.Deployments;

/// <summary>What a pull request brought is taken back with an approval of its own.</summary>
internal sealed partial class ReviewedRollbackTests
{
    [Test]
    public async Task A_rollback_waits_for_its_own_approval_and_then_brings_the_rows_back()
    {
        using var shop = await DeployedShop.CreateAsync();
        var number = await DroppedAsync(shop);

        var waiting = await shop.RollBackAsync(number);
        await SayAsync(shop, "dave", number, await CommandAsync(shop, number));
        var done = await shop.RollBackAsync(number);

        Assert.That((waiting, done), Is.EqualTo((ExitCode.Pending, ExitCode.Allowed)));
        Assert.That((string.Join(',', shop.Columns()), shop.Ask("SELECT note FROM orders")), Is.EqualTo(("id,note", "keep me")));
        Assert.That(await CommentsAsync(shop.Sandbox, number), Has.One.Contains("rolled back on `production`"));

        var verification = shop.Verify(shop.Bundles[^1]);
        Assert.That(verification.Claims.Where(claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
        Assert.That(verification.Claims.Single(claim => claim.Code == "E09").Because, Does.Contain("@dave"));
    }

    [Test]
    public async Task What_is_asked_for_is_what_the_report_of_the_run_offered()
    {
        using var shop = await DeployedShop.CreateAsync();
        var number = await DroppedAsync(shop);
        var offered = await CommandAsync(shop, number);

        await shop.RollBackAsync(number);

        Assert.That(Command().Matches((await CommentsAsync(shop.Sandbox, number))[^1]).Select(match => match.Value), Is.EqualTo([offered]));
    }

    [TestCase("bob")]
    [TestCase("mallory")]
    public async Task Neither_its_author_nor_who_may_only_read_opens_it(string login)
    {
        using var shop = await DeployedShop.CreateAsync();
        var number = await DroppedAsync(shop);
        await shop.Sandbox.DoAsync(Harness.GitHubServer.Owner, HttpMethod.Put, $"{shop.Sandbox.Path}/collaborators/mallory", new { permission = "pull" });
        await SayAsync(shop, login, number, await CommandAsync(shop, number));

        Assert.That((await shop.RollBackAsync(number), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 1)));
    }

    [Test]
    public async Task An_account_with_which_a_program_works_does_not_open_it()
    {
        using var shop = await DeployedShop.CreateAsync();
        await shop.Sandbox.CommitAsync("main", new Dictionary<string, string?> { ["changegate.yml"] = $"{shop.Configuration}\nagents: [{{ name: the migrator, logins: [dave] }}]\n" });
        var number = await DroppedAsync(shop);
        await SayAsync(shop, "dave", number, await CommandAsync(shop, number));

        Assert.That((await shop.RollBackAsync(number), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 1)));
    }

    [TestCase("/changegate approve 0123456789abcdef0123456789abcdef")]
    [TestCase("> {0}")]
    [TestCase("```\n{0}\n```")]
    public async Task Nothing_else_opens_it(string comment)
    {
        using var shop = await DeployedShop.CreateAsync();
        var number = await DroppedAsync(shop);
        await SayAsync(shop, "dave", number, comment.Replace("{0}", await CommandAsync(shop, number), StringComparison.Ordinal));

        Assert.That((await shop.RollBackAsync(number), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 1)));
    }

    [Test]
    public async Task An_approval_of_an_earlier_run_does_not_open_the_next()
    {
        using var shop = await DeployedShop.CreateAsync();
        var number = await DroppedAsync(shop);
        await SayAsync(shop, "dave", number, await CommandAsync(shop, number));
        await shop.RollBackAsync(number);
        await shop.DeployAsync((await shop.Sandbox.TipAsync("main"))!);

        Assert.That((await shop.RollBackAsync(number), shop.Columns().Count), Is.EqualTo((ExitCode.Pending, 1)));
    }

    [Test]
    public async Task A_run_of_another_pull_request_is_not_taken_back()
    {
        using var shop = await DeployedShop.CreateAsync();
        var first = await DroppedAsync(shop);
        var (second, _) = await shop.ProposeAsync("add", Migration("0003_add.sql", "ALTER TABLE orders ADD COLUMN total numeric;\n"));
        await shop.DeployAsync(await shop.MergeAsync(second));

        Assert.That(() => shop.RollBackAsync(first), Throws.TypeOf<GateException>().With.Message.Contain("0003_add.sql"));
    }

    [Test]
    [Category("Attack")]
    public async Task A_pull_request_of_somebody_else_with_a_file_of_that_name_does_not_make_its_author_a_stranger()
    {
        using var shop = await DeployedShop.CreateAsync();
        await DroppedAsync(shop);
        var (other, _) = await shop.ProposeAsync("same-name", Migration("0002_drop.sql", "-- nothing\n"), "carol");
        await shop.MergeAsync(other);

        Assert.That(() => shop.RollBackAsync(other), Throws.TypeOf<GateException>().With.Message.Contain("0002_drop.sql"));
    }

    [Test]
    [Category("Attack")]
    public async Task A_pull_request_that_was_merged_into_another_branch_takes_nothing_back()
    {
        using var shop = await DeployedShop.CreateAsync();
        await DroppedAsync(shop);
        var tip = (await shop.Sandbox.TipAsync("main"))!;
        var aside = await shop.Sandbox.CommitAsync("aside", new Dictionary<string, string?> { ["db/0002_drop.sql"] = null });
        var head = await shop.Sandbox.CommitAsync("mine", new Dictionary<string, string?> { ["readme.txt"] = "x" }, new Harness.Authoring("carol") { On = tip });
        var number = await shop.Sandbox.OpenAsync("carol", "mine", "aside");
        shop.Sandbox.Server.Overlay.Merged($"{shop.Sandbox.Path}/pulls/{number}", new System.Text.Json.Nodes.JsonObject { ["head"] = head, ["base"] = aside, ["merge"] = head });

        Assert.That(() => shop.RollBackAsync(number), Throws.TypeOf<GateException>().With.Message.Contain("not merged into `main`"));
    }

    private static async Task<int> DroppedAsync(DeployedShop shop)
    {
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);
        Assert.That(await shop.DeployAsync(await shop.MergeAsync(number)), Is.EqualTo(ExitCode.Allowed));
        return number;
    }

    private static async Task<string> CommandAsync(DeployedShop shop, int number) => Command().Match((await CommentsAsync(shop.Sandbox, number))[0]).Value;

    private static Task SayAsync(DeployedShop shop, string login, int number, string text) =>
        shop.Sandbox.DoAsync(login, HttpMethod.Post, $"{shop.Sandbox.Path}/issues/{number}/comments", new { body = text });

    [GeneratedRegex("/changegate approve [0-9a-f]{64}")]
    private static partial Regex Command();
}
