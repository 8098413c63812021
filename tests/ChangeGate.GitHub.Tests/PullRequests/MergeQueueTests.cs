using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>What a merge queue made of pull requests: each of them is judged for itself, on top of the one before.</summary>
internal sealed class MergeQueueTests
{
    private static readonly Dictionary<string, string?> Coupons = Files("0003_coupons.sql", "CREATE TABLE coupons (id bigint);\n");

    [Test]
    public async Task A_group_of_two_passes_where_both_would()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        var (add, added) = await ProposeAsync(sandbox, "add", Coupons);
        await sandbox.ReviewAsync("carol", drop, "APPROVE", dropped);
        await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Merging(dropped));
        var group = await sandbox.CommitAsync("queue", Coupons, Merging(added));

        var result = await QueueAsync(sandbox, main!, group, add);

        Assert.That(result.Steps.Select(step => (step.Step.Name, step.Result.ExitCode)), Is.EqualTo([($"#{drop}", ExitCode.Allowed), ($"#{add}", ExitCode.Allowed)]));
        Assert.That(await ConclusionsAsync(sandbox, group), Is.EqualTo(["success"]));
        Assert.That(await CommentsAsync(sandbox, drop), Is.Empty);
    }

    [Test]
    public async Task The_check_of_a_group_names_each_pull_request()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        var (add, _) = await ProposeAsync(sandbox, "add", Coupons);
        await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Merging(dropped));
        var group = await sandbox.CommitAsync("queue", Coupons, Squashing(add));

        await QueueAsync(sandbox, main!, group, add);

        var run = (await sandbox.DoAsync("alice", HttpMethod.Get, $"{sandbox.Path}/commits/{group}/check-runs"))["check_runs"]![0]!;
        Assert.That((string?)run["name"], Is.EqualTo("ChangeGate"));
        Assert.That((string?)run["output"]!["summary"], Does.Contain($"* pull request #{drop}: Approval needed").And.Contain($"* pull request #{add}: Allowed"));
    }

    [Test]
    [Category("Pitfall")]
    public async Task Another_pull_requests_migration_that_nobody_approved_holds_the_group()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        var (add, added) = await ProposeAsync(sandbox, "add", Coupons);
        await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Merging(dropped));
        var group = await sandbox.CommitAsync("queue", Coupons, Merging(added));

        Assert.That((await QueueAsync(sandbox, main!, group, add)).ExitCode, Is.EqualTo(ExitCode.Pending));
        Assert.That(await ConclusionsAsync(sandbox, group), Is.EqualTo(["action_required"]));
        Assert.That(drop, Is.Not.EqualTo(add));
    }

    [Test]
    public async Task A_migration_that_no_pull_request_of_the_group_proposes_holds_it()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        await sandbox.ReviewAsync("carol", drop, "APPROVE", dropped);
        var group = await sandbox.CommitAsync("queue", new Dictionary<string, string?> { ["db/migrations/0002_drop.sql"] = Drop, ["db/migrations/0003_more.sql"] = "CREATE TABLE more (id bigint);\n" }, Merging(dropped));

        var result = await QueueAsync(sandbox, main!, group, drop);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.CannotDecide));
        Assert.That(result.Steps.Single().Result.Failure!.Problem, Does.Contain($"does not hold the migrations that pull request {drop} proposes"));
        Assert.That(await ConclusionsAsync(sandbox, group), Is.EqualTo(["failure"]));
    }

    [Test]
    public async Task A_squashed_commit_that_calls_itself_an_approved_pull_request_has_to_be_it()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        await sandbox.ReviewAsync("carol", drop, "APPROVE", dropped);
        var group = await sandbox.CommitAsync("queue", Files("0002_drop.sql", "DROP TABLE orders;\n"), Squashing(drop));

        Assert.That((await QueueAsync(sandbox, main!, group, drop)).ExitCode, Is.EqualTo(ExitCode.CannotDecide));
    }

    [TestCase("ALTER TABLE orders ADD COLUMN total numeric;\n")]
    [TestCase("ALTER TABLE orders RENAME TO purchases;\n")]
    public async Task Two_that_change_the_same_table_are_another_question_together_than_each_alone(string before)
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (change, changed) = await ProposeAsync(sandbox, "change", Files("0002_change.sql", before));
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0003_drop.sql", Drop));
        await sandbox.ReviewAsync("carol", drop, "APPROVE", dropped);
        await sandbox.CommitAsync("queue", Files("0002_change.sql", before), Merging(changed));
        var group = await sandbox.CommitAsync("queue", Files("0003_drop.sql", Drop), Merging(dropped));

        var result = await QueueAsync(sandbox, main!, group, drop);

        Assert.That(result.Steps.Select(step => (step.Step.PullRequest!.Number, step.Result.ExitCode)), Is.EqualTo([(change, ExitCode.Allowed), (drop, ExitCode.Pending)]));
    }

    [Test]
    public async Task What_another_of_the_group_loosens_judges_none_of_them()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var loosened = new Dictionary<string, string?> { ["changegate.yml"] = Configuration.Replace("hazard: data-loss", "hazard: convention", StringComparison.Ordinal) };
        var (loose, loosening) = await ProposeAsync(sandbox, "loose", loosened);
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        await sandbox.CommitAsync("queue", loosened, Merging(loosening));
        var group = await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Merging(dropped));

        var result = await QueueAsync(sandbox, main!, group, drop);

        Assert.That(result.Steps.Select(step => (step.Step.PullRequest!.Number, step.Result.ExitCode)), Is.EqualTo([(loose, ExitCode.Allowed), (drop, ExitCode.Pending)]));
    }

    [Test]
    public async Task A_pull_request_that_the_queue_rebased_is_known_by_its_commits()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["docs/why.md"] = "because" }, new Authoring("bob") { Message = "Say why" });
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop), new Authoring("bob") { Message = "Drop it" });
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await sandbox.CommitAsync("queue", new Dictionary<string, string?> { ["docs/why.md"] = "because" }, new Authoring("bob") { Committer = "erin", Message = "Say why" });
        var group = await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), new Authoring("bob") { Committer = "erin", Message = "Drop it" });
        var smuggled = await sandbox.CommitAsync("queue-2", Files("0002_drop.sql", "DROP TABLE orders;\n"), new Authoring("bob") { Message = "Drop something else" });

        Assert.That((await QueueAsync(sandbox, main!, group, number)).ExitCode, Is.EqualTo(ExitCode.Allowed));

        var held = await QueueAsync(sandbox, main!, smuggled, number);
        Assert.That((held.ExitCode, held.Failure!.Problem), Is.EqualTo((ExitCode.CannotDecide, $"The merge group is held back: nothing says which pull request brings commit `{smuggled}`.")));
    }

    [Test]
    public async Task A_group_whose_base_is_not_below_it_is_held_back()
    {
        using var sandbox = await CreateAsync();
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        var elsewhere = await sandbox.CommitAsync("elsewhere", Coupons);
        var group = await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Merging(dropped));

        Assert.That((await QueueAsync(sandbox, elsewhere, group, drop)).ExitCode, Is.EqualTo(ExitCode.CannotDecide));
    }

    [Test]
    public async Task A_merge_of_what_no_open_pull_request_proposes_is_held_back()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        var strange = await sandbox.CommitAsync("strange", Coupons);
        await sandbox.CommitAsync("queue", Coupons, Merging(strange));
        var group = await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Merging(dropped));

        Assert.That((await QueueAsync(sandbox, main!, group, drop)).Failure!.Problem, Does.Contain("is no open pull request's head"));
    }

    [Test]
    public async Task A_merge_that_names_a_pull_request_of_another_head_is_held_back()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        await sandbox.ReviewAsync("carol", drop, "APPROVE", dropped);
        var strange = await sandbox.CommitAsync("strange", Files("0002_drop.sql", Drop), new Authoring("erin") { Message = "The same once more" });
        var group = await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), new Authoring("erin") { Message = $"Merge pull request #{drop} from bob/drop", Merges = strange });

        Assert.That((await QueueAsync(sandbox, main!, group, drop)).Failure!.Problem, Does.Contain("is no open pull request's head"));
    }

    [Test]
    public async Task One_pull_request_does_not_speak_for_two_commits()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (drop, dropped) = await ProposeAsync(sandbox, "drop", Files("0002_drop.sql", Drop));
        await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Merging(dropped));
        var group = await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), Squashing(drop));

        Assert.That((await QueueAsync(sandbox, main!, group, drop)).Failure!.Problem, Does.Contain("claim to be the same pull request"));
    }

    [Test]
    public async Task A_group_takes_no_more_calls_than_its_pull_requests_would()
    {
        using var sandbox = await CreateAsync();
        var main = await sandbox.TipAsync("main");
        var (group, last) = (main!, 0);

        foreach (var index in Enumerable.Range(2, 5))
        {
            var files = Files($"000{index}_drop.sql", $"ALTER TABLE orders DROP COLUMN note_{index};\n");
            (last, var head) = await ProposeAsync(sandbox, $"drop-{index}", files);
            await sandbox.ReviewAsync("carol", last, "APPROVE", head);
            group = await sandbox.CommitAsync("queue", files, Merging(head));
        }

        using var client = sandbox.Client();
        var result = await new BranchGate(client.Repository(sandbox.Name), new ProposalRequest(), TimeProvider.System).RunAsync(new MergeGroup(main!, group) { Branch = "main", PullRequest = last }, default);

        Assert.That(result.Steps, Has.Count.EqualTo(5));
        Assert.That(client.Calls, Is.LessThan(5 * 25), string.Join('\n', sandbox.Contract.Requests));
    }

    private static async Task<(int Number, string Head)> ProposeAsync(Sandbox sandbox, string branch, Dictionary<string, string?> files)
    {
        var head = await sandbox.CommitAsync(branch, files, new Authoring("bob") { Message = $"Propose {branch}" });
        return (await sandbox.OpenAsync("bob", branch), head);
    }

    private static Authoring Merging(string head) => new("erin") { Message = "Merge", Merges = head };

    private static Authoring Squashing(int number) => new("erin") { Message = $"Drop what nobody reads (#{number})" };
}
