using System.Text.Json;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Failures;
using ChangeGate.TestKit;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>Which pull request an event is about, as GitHub has really sent events.</summary>
internal sealed class WorkflowEventTests
{
    private static readonly Lazy<JsonElement[]> Kinds = new(() =>
    {
        using var stream = File.OpenRead(Repository.PathTo("tests", "harness", "node_modules", "@octokit", "webhooks-examples", "api.github.com", "index.json"));
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    });

    [TestCase("pull_request")]
    [TestCase("pull_request_review")]
    public void An_event_of_a_pull_request_names_it(string name) =>
        Assert.That(Examples(name).Select(example => Read(name, example).PullRequest), Is.Not.Empty.And.All.EqualTo(2));

    [TestCase("push")]
    [TestCase("issue_comment")]
    [TestCase("check_run")]
    public void Other_events_name_none(string name) =>
        Assert.That(Examples(name).Select(example => Read(name, example).PullRequest), Is.Not.Empty.And.All.Null);

    [Test]
    public void A_comment_on_a_pull_request_names_it() =>
        Assert.That(Read("issue_comment", """{ "issue": { "number": 7, "pull_request": {} }, "comment": {} }""").PullRequest, Is.EqualTo(7));

    [Test]
    public void A_comment_comes_with_what_it_says_and_who_says_it()
    {
        var comments = Examples("issue_comment").Select(example => Read("issue_comment", example)).ToList();
        Assert.That(comments.Select(read => (read.Comment?.IsByPerson, read.Comment?.Id > 0, read.Comment?.Body.Length > 0)), Is.Not.Empty.And.All.EqualTo((true, true, true)));
        Assert.That(comments.Select(read => read.Comment!.MayChangeVerdict), Is.All.False);

        var edited = Read("issue_comment", """{ "action": "edited", "issue": { "number": 7, "pull_request": {} }, "comment": { "id": 8, "body": "No.", "user": { "type": "User" } }, "changes": { "body": { "from": "/changegate approve" } } }""").Comment!;
        Assert.That((edited.PreviousBody, edited.MayChangeVerdict), Is.EqualTo(("/changegate approve", true)));
    }

    [TestCase("""{ "issue": { "number": 7, "pull_request": {} }, "comment": {} }""")]
    [TestCase("""{ "issue": { "number": 7, "pull_request": {} }, "comment": 8 }""")]
    [TestCase("""{ "issue": { "number": 7, "pull_request": {} }, "comment": { "id": "8", "body": "x" } }""")]
    [TestCase("""{ "issue": { "number": 7, "pull_request": {} }, "comment": { "id": 8, "body": null } }""")]
    public void What_is_no_comment_commands_nothing(string payload) => Assert.That(Read("issue_comment", payload).Comment, Is.Null);

    [Test]
    public void A_merge_queue_names_pull_request_and_both_commits() =>
        Assert.That(Examples("merge_group").Select(example => Read("merge_group", example)).Select(read => (read.Group?.PullRequest, read.Group?.Branch, read.Group?.Base.Length, read.Group?.Head.Length)), Is.Not.Empty.And.All.EqualTo((104, "main", 40, 40)));

    [Test]
    public void A_push_names_branch_and_both_commits()
    {
        var pushed = Examples("push").Select(example => (Ref: JsonDocument.Parse(example).RootElement.GetProperty("ref").GetString()!, Read("push", example).Push)).ToList();

        Assert.That(pushed.Where(push => push.Ref.StartsWith("refs/heads/", StringComparison.Ordinal)).Select(push => (push.Push?.Before.Length, push.Push?.After.Length, $"refs/heads/{push.Push?.Branch}" == push.Ref)), Is.Not.Empty.And.All.EqualTo((40, 40, true)));
        Assert.That(pushed.Where(push => push.Ref.StartsWith("refs/tags/", StringComparison.Ordinal)).Select(push => push.Push), Is.Not.Empty.And.All.Null);
    }

    [Test]
    public void A_branch_that_is_new_or_gone_says_so()
    {
        var gone = Read("push", $$"""{ "ref": "refs/heads/drop", "before": "{{new string('a', 40)}}", "after": "{{new string('0', 40)}}" }""").Push!;
        var made = Read("push", $$"""{ "ref": "refs/heads/drop", "before": "{{new string('0', 40)}}", "after": "{{new string('a', 40)}}" }""").Push!;

        Assert.That((gone.IsGone, gone.IsNew, made.IsGone, made.IsNew), Is.EqualTo((true, false, false, true)));
    }

    [TestCase("check_run")]
    [TestCase("check_suite")]
    public void Whoever_asks_for_a_check_again_names_its_commit(string name)
    {
        var asked = Examples(name).Select(example => Read(name, example)).ToLookup(read => read.Action is "rerequested" or "requested_action", read => read.Checked?.Length);

        Assert.That(asked[true], Is.Not.Empty.And.All.EqualTo(40));
        Assert.That(asked[false], Is.Not.Empty.And.All.Null);
    }

    [Test]
    public void A_deployment_names_itself_and_no_pull_request()
    {
        var deployed = Examples("deployment").Select(example => Read("deployment", example)).ToList();

        Assert.That(deployed.Select(read => read.Deployment), Is.Not.Empty.And.All.GreaterThan(0));
        Assert.That(deployed.Select(read => read.PullRequest), Has.All.Null);
    }

    [Test]
    public void A_number_that_somebody_typed_is_one() =>
        Assert.That(Read("workflow_dispatch", """{ "inputs": { "pull-request": "7" } }""").PullRequest, Is.EqualTo(7));

    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("""{ "pull_request": 7 }""")]
    [TestCase("""{ "pull_request": { "number": -1 } }""")]
    [TestCase("""{ "pull_request": { "number": "1" } }""")]
    [TestCase("""{ "merge_group": { "head_ref": "refs/heads/pr-1", "head_sha": "a", "base_sha": "b" } }""")]
    public void What_is_no_event_names_none(string payload) => Assert.That(Read("pull_request", payload), Is.EqualTo(new WorkflowEvent("pull_request", null)));

    [Test]
    public void What_is_no_JSON_is_refused() => Assert.That(() => Read("push", "{"), Throws.TypeOf<GateException>());

    private static IEnumerable<string> Examples(string name) =>
        Kinds.Value.Single(kind => kind.GetProperty("name").GetString() == name).GetProperty("examples").EnumerateArray().Select(example => example.GetRawText());

    private static WorkflowEvent Read(string name, string payload)
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "event.json");
        File.WriteAllText(path, payload);

        return WorkflowEvent.Read(variable => variable switch { "GITHUB_EVENT_NAME" => name, "GITHUB_EVENT_PATH" => path, _ => null });
    }
}
