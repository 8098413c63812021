using System.Text.Json.Nodes;
using ChangeGate.Failures;
using ChangeGate.GitHub.Tests.Harness;

namespace ChangeGate.GitHub.Tests.Connection;

/// <summary>What GitHub lists in part, or hands over wrong, is not judged at all.</summary>
internal sealed class CutOffTests
{
    private static IEnumerable<TestCaseData> Cut()
    {
        yield return new TestCaseData("""{"changed_files":3000}""", "[]", "has 3000 files").SetArgDisplayNames("as many files as GitHub lists");
        yield return new TestCaseData("{}", "[]", "uncounted files").SetArgDisplayNames("files that nobody counted");
        yield return new TestCaseData("""{"changed_files":2}""", """[{"filename":"a.sql","sha":"1"}]""", "lists 1 of the 2 files").SetArgDisplayNames("fewer files than counted");
        yield return new TestCaseData("""{"changed_files":1}""", """[{"filename":"a.sql"}]""", "no content").SetArgDisplayNames("a file without content");
    }

    [TestCaseSource(nameof(Cut))]
    public async Task Files_that_are_not_listed_whole_are_not_judged(string counts, string files, string told)
    {
        var pull = JsonNode.Parse(counts)!.AsObject();
        pull["number"] = 7;
        pull["head"] = new JsonObject { ["sha"] = "1", ["ref"] = "drop" };
        pull["base"] = new JsonObject { ["sha"] = "2", ["ref"] = "main" };
        var network = new ScriptedNetwork(ScriptedNetwork.Answer(200, pull.ToJsonString()), ScriptedNetwork.Answer(200, files));
        var pulls = network.Repository(ScriptedNetwork.Time()).PullRequests;
        var read = await pulls.GetAsync(7, default);

        await Assert.ThatAsync(() => pulls.FilesAsync(read, default), Throws.TypeOf<GateException>().With.Message.Contains(told));
    }

    [TestCase(250, 250, "250 commits")]
    [TestCase(3, 2, "lists 2 of the 3 commits")]
    public async Task Commits_that_are_not_listed_whole_hide_nobody(int counted, int listed, string told)
    {
        var commits = new JsonArray([.. Enumerable.Range(0, listed).Select(index => new JsonObject { ["sha"] = $"{index}" })]);
        var network = new ScriptedNetwork(
            ScriptedNetwork.Answer(200, $$$"""{"number":7,"commits":{{{counted}}},"head":{"sha":"1","ref":"a"},"base":{"sha":"2","ref":"b"}}"""),
            ScriptedNetwork.Answer(200, commits.ToJsonString()));
        var pulls = network.Repository(ScriptedNetwork.Time()).PullRequests;
        var read = await pulls.GetAsync(7, default);

        await Assert.ThatAsync(() => pulls.CommitsAsync(read, default), Throws.TypeOf<GateException>().With.Message.Contains(told));
    }

    [TestCase("""{"truncated":true,"tree":[]}""")]
    [TestCase("""{"tree":[]}""")]
    public async Task A_tree_that_is_cut_off_is_refused(string tree)
    {
        var network = new ScriptedNetwork(ScriptedNetwork.Answer(200, tree));

        await Assert.ThatAsync(() => network.Repository(ScriptedNetwork.Time()).Contents.TreeAsync("abc", default), Throws.TypeOf<GateException>().With.Message.Contains("does not list all"));
    }

    [TestCase("ZHJvcA==", "base64", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "not that of the blob")]
    [TestCase("", "none", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "not in base64")]
    [TestCase("?", "base64", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "not in base64")]
    public async Task Bytes_that_are_not_the_blob_are_not_judged(string content, string encoding, string sha, string told)
    {
        var network = new ScriptedNetwork(ScriptedNetwork.Answer(200, $$"""{"content":"{{content}}","encoding":"{{encoding}}"}"""));

        await Assert.ThatAsync(() => network.Repository(ScriptedNetwork.Time()).Contents.BlobAsync(sha, default), Throws.TypeOf<GateException>().With.Message.Contains(told));
    }

    [TestCase("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")]
    [TestCase("473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813")]
    public async Task Blobs_of_both_kinds_of_repositories_are_held_against_their_names(string emptyBlob)
    {
        var network = new ScriptedNetwork(ScriptedNetwork.Answer(200, """{"content":"","encoding":"base64"}"""));

        Assert.That(await network.Repository(ScriptedNetwork.Time()).Contents.BlobAsync(emptyBlob, default), Is.Empty);
    }
}
