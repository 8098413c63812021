using ChangeGate.Cli;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>What a branch holds since a push, however it came there.</summary>
internal sealed class PushTests
{
    private static readonly string Nothing = new('0', 40);

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_was_approved_and_merged_is_green(bool squash)
    {
        using var sandbox = await CreateAsync();
        var before = await sandbox.TipAsync("main");
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var after = await sandbox.MergeAsync(number, head, Files("0002_drop.sql", Drop), squash);

        var result = await PushAsync(sandbox, before!, after);

        Assert.That((result.ExitCode, result.Steps.Single().Step.Name), Is.EqualTo((ExitCode.Allowed, $"#{number}")));
        Assert.That(await ConclusionsAsync(sandbox, after), Is.EqualTo(["success"]));
        Assert.That(await CommentsAsync(sandbox, number), Is.Empty);
    }

    [Test]
    public async Task A_merge_that_GitHub_does_not_list_yet_is_known_by_its_number()
    {
        using var sandbox = await CreateAsync();
        var before = await sandbox.TipAsync("main");
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var after = await sandbox.MergeAsync(number, head, Files("0002_drop.sql", Drop), squash: true);
        var forged = await sandbox.CommitAsync("main", Files("0003_more.sql", "DROP TABLE orders;\n"), new Authoring("bob") { Message = $"Drop what nobody reads (#{number})" });
        sandbox.Server.Overlay.Break(new Fault("GET", $"{sandbox.Path}/commits/", 200) { Times = 2, Body = "[]" });

        var result = await PushAsync(sandbox, before!, forged);

        Assert.That(result.Steps.Select(step => (step.Step.Head, step.Step.PullRequest?.Number, step.Result.ExitCode)), Is.EqualTo([(after, (int?)number, ExitCode.Allowed), (forged, null, ExitCode.Pending)]));
    }

    [Test]
    public async Task A_destructive_migration_that_is_pushed_past_all_pull_requests_is_red()
    {
        using var sandbox = await CreateAsync();
        var before = await sandbox.TipAsync("main");
        var after = await sandbox.CommitAsync("main", Files("0002_drop.sql", Drop));

        Assert.That((await PushAsync(sandbox, before!, after)).ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(await ConclusionsAsync(sandbox, after), Is.EqualTo(["action_required"]));
    }

    [Test]
    public async Task A_commit_on_top_of_an_approved_merge_has_no_part_in_its_approval()
    {
        using var sandbox = await CreateAsync();
        var before = await sandbox.TipAsync("main");
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await sandbox.MergeAsync(number, head, Files("0002_drop.sql", Drop));
        var after = await sandbox.CommitAsync("main", Files("0003_more.sql", "DROP TABLE orders;\n"));

        Assert.That((await PushAsync(sandbox, before!, after)).Steps.Select(step => step.Result.ExitCode), Is.EqualTo([ExitCode.Allowed, ExitCode.Pending]));
    }

    [Test]
    public async Task A_merge_that_holds_more_than_was_approved_is_red()
    {
        using var sandbox = await CreateAsync();
        var before = await sandbox.TipAsync("main");
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var after = await sandbox.MergeAsync(number, head, Files("0002_drop.sql", "DROP TABLE orders;\n"));

        Assert.That((await PushAsync(sandbox, before!, after)).ExitCode, Is.EqualTo(ExitCode.CannotDecide));
        Assert.That(await ConclusionsAsync(sandbox, after), Is.EqualTo(["failure"]));
    }

    [Test]
    public async Task What_changes_no_schema_is_green_however_it_came()
    {
        using var sandbox = await CreateAsync();
        var before = await sandbox.TipAsync("main");
        var after = await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["docs/why.md"] = "because" });

        Assert.That((await PushAsync(sandbox, before!, after)).ExitCode, Is.EqualTo(ExitCode.Allowed));
        Assert.That(await ConclusionsAsync(sandbox, after), Is.EqualTo(["success"]));
    }

    [Test]
    public async Task A_new_branch_is_judged_from_where_it_left_the_default_one()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var after = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));

        var result = await PushAsync(sandbox, Nothing, after, "drop");

        Assert.That((result.ExitCode, result.Steps.Single().Step.Parent), Is.EqualTo((ExitCode.Pending, main)));
    }

    [Test]
    public async Task The_first_branch_of_a_repository_cannot_be_compared_with_anything()
    {
        using var sandbox = await CreateAsync();
        var after = await sandbox.TipAsync("main");

        Assert.That((await PushAsync(sandbox, Nothing, after!)).Failure!.Problem, Is.EqualTo("The branch main is the first of its repository: there is nothing that it could be compared with."));
    }

    [Test]
    public async Task A_force_push_that_takes_a_migration_away_is_an_edit_of_the_history()
    {
        using var sandbox = await CreateAsync();
        var fork = await sandbox.TipAsync("main");
        var before = await sandbox.CommitAsync("main", Files("0002_coupons.sql", "CREATE TABLE coupons (id bigint);\n"));
        var after = await sandbox.CommitAsync("rewritten", new Dictionary<string, string?> { ["docs/why.md"] = "because" }, new Authoring("bob") { On = fork });

        Assert.That((await PushAsync(sandbox, before, after)).ExitCode, Is.EqualTo(ExitCode.Denied));
    }

    [Test]
    public async Task A_force_push_that_forgot_where_it_came_from_says_so()
    {
        using var sandbox = await CreateAsync();
        var after = await sandbox.TipAsync("main");

        var result = await PushAsync(sandbox, new string('a', 40), after!);

        Assert.That((result.ExitCode, result.Failure!.Problem), Is.EqualTo((ExitCode.CannotDecide, $"What main held before (`{new string('a', 40)}`) and what it holds now (`{after}`) have nothing in common, or one of them is gone.")));
    }
}
