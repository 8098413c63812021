using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.TestKit;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>What sets a workflow off, and what is judged for it.</summary>
internal sealed class PublishedEventTests
{
    [TestCase("opened")]
    [TestCase("synchronize")]
    [TestCase("reopened")]
    [TestCase("edited")]
    [TestCase("ready_for_review")]
    [TestCase("converted_to_draft")]
    [TestCase("closed")]
    public async Task An_open_pull_request_is_judged_whatever_happened_to_it(string action)
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);

        Assert.That(await RunAsync(sandbox, new WorkflowEvent("pull_request", number) { Action = action }), Is.EqualTo(ExitCode.Pending));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required"]));
    }

    [Test]
    public async Task The_end_of_a_pull_request_that_was_merged_is_no_question()
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        await sandbox.MergeAsync(number, head, Files("0002_drop.sql", Drop));

        Assert.That(await RunAsync(sandbox, new WorkflowEvent("pull_request", number) { Action = "closed" }), Is.EqualTo(ExitCode.Allowed));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.Empty);
        await Assert.ThatAsync(() => RunAsync(sandbox, new WorkflowEvent("workflow_dispatch", number)), Throws.TypeOf<GateException>().With.Message.Contains("is merged"));
    }

    [Test]
    public async Task Whoever_asks_for_a_check_again_gets_a_new_one_and_approves_nothing()
    {
        using var sandbox = await CreateAsync();
        var (number, head) = await ProposeAsync(sandbox);
        await RunAsync(sandbox, new WorkflowEvent("pull_request", number));

        Assert.That(await RunAsync(sandbox, new WorkflowEvent("check_run", null) { Action = "requested_action", Checked = head }), Is.EqualTo(ExitCode.Pending));
        Assert.That(await ConclusionsAsync(sandbox, head), Is.EqualTo(["action_required", "action_required"]));
    }

    [Test]
    public async Task A_check_of_what_nobody_proposes_any_more_is_not_made_again()
    {
        using var sandbox = await CreateAsync();
        var (_, head) = await ProposeAsync(sandbox);
        await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop + " "));

        await Assert.ThatAsync(() => RunAsync(sandbox, new WorkflowEvent("check_suite", null) { Action = "rerequested", Checked = head }), Throws.TypeOf<GateException>().With.Message.Contains("No open pull request"));
    }

    [Test]
    public async Task All_open_pull_requests_are_judged_and_the_strictest_answer_is_handed_on()
    {
        using var sandbox = await CreateAsync();
        var (_, drop) = await ProposeAsync(sandbox);
        var link = await sandbox.CommitAsync("link", Files("0002_link.sql", "../x"), new Authoring("bob") { Links = ["db/migrations/0002_link.sql"] });
        await sandbox.OpenAsync("bob", "link");
        var add = await sandbox.CommitAsync("add", Files("0003_coupons.sql", "CREATE TABLE coupons (id bigint);\n"));
        await sandbox.OpenAsync("bob", "add");
        using var folder = new TemporaryDirectory();
        var output = Path.Combine(folder.Path, "output");

        var code = await RunAsync(sandbox, new WorkflowEvent("schedule", null) { IsForAll = true }, output);

        Assert.That(code, Is.EqualTo(ExitCode.CannotDecide));
        Assert.That((await ConclusionsAsync(sandbox, drop)).Concat(await ConclusionsAsync(sandbox, link)).Concat(await ConclusionsAsync(sandbox, add)), Is.EqualTo(["action_required", "failure", "success"]));
        Assert.That((await File.ReadAllLinesAsync(output)).Where(line => line is "undecided" or "allowed" or "pending"), Is.EqualTo(["undecided"]));
    }

    [Test]
    public async Task A_branch_that_is_gone_holds_nothing_to_judge()
    {
        using var sandbox = await CreateAsync();

        Assert.That(await RunAsync(sandbox, new WorkflowEvent("push", null) { Push = new PushedCommits(new string('a', 40), new string('0', 40)) { Branch = "old" } }), Is.EqualTo(ExitCode.Allowed));
        Assert.That(sandbox.Contract.Requests, Is.Empty);
    }

    [TestCase("workflow_dispatch", "with: { pull-request: ${{ inputs.pull-request }} }")]
    [TestCase("schedule", "with: { pull-request: all }")]
    [TestCase("check_run", "types: [rerequested, requested_action]")]
    [TestCase("push", "a tag proposes nothing")]
    [TestCase("", "--pull-request N")]
    public async Task An_event_that_names_nothing_says_what_to_do(string name, string told)
    {
        using var sandbox = await CreateAsync();

        var refusal = await Assert.ThrowsAsync<GateException>(() => RunAsync(sandbox, new WorkflowEvent(name, null)));

        Assert.That(refusal!.Remedy, Does.Contain(told));
    }

    private static async Task<(int Number, string Head)> ProposeAsync(Sandbox sandbox)
    {
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        return (await sandbox.OpenAsync("bob", "drop"), head);
    }

    private static Task<ExitCode> RunAsync(Sandbox sandbox, WorkflowEvent workflow, string? output = null) =>
        new PublishedEvent(sandbox.Repository(), new ProposalRequest(), TimeProvider.System).RunAsync(workflow, new WorkflowFiles(name => name == "GITHUB_OUTPUT" ? output : null), default);
}
