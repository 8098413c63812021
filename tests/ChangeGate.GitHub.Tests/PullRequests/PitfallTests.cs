using System.Text.Json.Nodes;
using ChangeGate.GitHub.Checks;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.TestKit;
using YamlDotNet.RepresentationModel;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>
/// What GitHub does otherwise than anybody would think, where it would open the gate. Tests of other classes that are about the same bear the same category.
/// </summary>
[Category("Pitfall")]
internal sealed class PitfallTests
{
    [Test]
    public async Task A_conclusion_that_satisfies_a_required_check_by_not_deciding_is_never_sent()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("docs", new Dictionary<string, string?> { ["docs/why.md"] = "because" });
        var repository = sandbox.Repository();

        foreach (var conclusion in Enum.GetValues<CheckConclusion>())
        {
            var run = await repository.CheckRuns.CreateAsync("ChangeGate", head, new CheckReport(), default);
            await repository.CheckRuns.UpdateAsync(run.Id, new CheckReport { Conclusion = conclusion }, default);
        }

        Assert.That(await ConclusionsAsync(sandbox, head), Has.Count.EqualTo(5).And.None.AnyOf("neutral", "skipped", null));
    }

    [Test]
    public async Task The_conclusion_comes_after_everything_else_and_annotations_in_parts_that_add_up()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("many", Enumerable.Range(1, 120).ToDictionary(index => $"db/migrations/9{index:D3}.sql", index => (string?)$"ALTER TABLE orders DROP COLUMN note_{index};\n"));
        var number = await sandbox.OpenAsync("bob", "many");

        await GateAsync(sandbox, number);

        var written = sandbox.Contract.Written.Where(write => !write.Request.EndsWith("/graphql", StringComparison.Ordinal) && !write.Request.EndsWith("/access_tokens", StringComparison.Ordinal)).ToList();
        var checks = written.Where(write => write.Request.Contains("/check-runs", StringComparison.Ordinal)).Select(write => JsonNode.Parse(write.Body)!).ToList();
        Assert.That((written[0].Request, written[^1].Request[..6]), Is.EqualTo(($"POST {sandbox.Path}/check-runs", "PATCH ")));
        Assert.That(checks.Select(check => (string?)check["status"]), Is.EqualTo([.. Enumerable.Repeat("in_progress", checks.Count - 1), "completed"]));
        Assert.That(checks.Select(check => check["conclusion"]), Has.Exactly(1).Not.Null);
        Assert.That(checks.Select(check => check["output"]!["annotations"]?.AsArray().Count ?? 0), Has.All.LessThanOrEqualTo(50).And.Some.EqualTo(50));
        Assert.That((string?)checks[0]["head_sha"], Is.EqualTo(head));
    }

    [Test]
    public async Task A_second_run_adds_no_annotations_to_those_of_the_first()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await GateAsync(sandbox, number);
        await GateAsync(sandbox, number);

        var runs = (await sandbox.DoAsync(GitHubServer.Owner, HttpMethod.Get, $"{sandbox.Path}/commits/{head}/check-runs?filter=all"))["check_runs"]!.AsArray();

        Assert.That(runs.Select(run => sandbox.Server.Overlay.Annotations((long)run!["id"]!).Count), Is.EqualTo([1, 1]));
    }

    [Test]
    public void No_input_becomes_text_of_a_script()
    {
        var action = new YamlStream();
        action.Load(File.OpenText(Repository.PathTo("action.yml")));
        var steps = ((YamlSequenceNode)action.Documents[0].RootNode["runs"]["steps"]).Cast<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).ToList();

        Assert.That(steps.Select(step => $"{step["run"]}"), Is.Not.Empty.And.All.Not.Contains("${{"));
        Assert.That(steps.Select(step => step.Children.ContainsKey("shell")), Is.All.True);
    }
}
