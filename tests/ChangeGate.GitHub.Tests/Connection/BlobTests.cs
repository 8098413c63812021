using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Contents;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.Harness.ScriptedNetwork;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class BlobTests
{
    private const string Refused = """{"message":"Resource not accessible by integration"}""";

    [Test]
    public async Task A_thousand_files_are_read_in_a_few_calls()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var head = await sandbox.CommitAsync("drop", Enumerable.Range(1, 1000).ToDictionary(number => $"migrations/{number:0000}.sql", string? (number) => $"create table t{number} (name text default 'é');\r\n"));
        var client = sandbox.Client();
        var contents = client.Repository(sandbox.Name).Contents;
        var files = await contents.FolderAsync(head, "migrations", default);
        var before = client.Calls;

        var blobs = await contents.BlobsAsync(files, default);
        await contents.BlobsAsync(files, default);

        Assert.That(files, Has.Count.EqualTo(1000));
        Assert.That(files.Select(file => Encoding.UTF8.GetString(blobs[file.Sha])), Is.EqualTo(Enumerable.Range(1, 1000).Select(number => $"create table t{number} (name text default 'é');\r\n")));
        Assert.That(client.Calls - before, Is.EqualTo(4));
    }

    private static readonly byte[][] Odd = [[0xEF, 0xBB, 0xBF, .. "select 1"u8], [0xFF, 0xFE, 0, 1], [0xC3, 0x28], "plain"u8.ToArray()];

    [TestCase("as GitHub answers", 200, 4)]
    [TestCase("where queries are refused", 403, 5)]
    [TestCase("where queries are not known", 404, 5)]
    public async Task What_a_query_does_not_give_exactly_is_read_alone(string _, int status, int calls)
    {
        // Only what is UTF-8 without a mark survives as text; a server may also answer with other text, or with that of another file.
        var network = new ScriptedNetwork(request => request.Method == HttpMethod.Post
            ? Answer(status, status == 200 ? """{"data":{"repository":{"b0":{"text":"select 1"},"b1":{"text":null},"b2":{"text":"\ufffd("},"b3":{"text":"plain"}}}}""" : Refused)(request)
            : Answer(200, Blob(request.RequestUri!.Segments[^1]))(request));
        var entries = Odd.Select(content => new TreeEntry("x", EntryKind.File, NameOf(content), content.Length)).ToList();

        var blobs = await network.Repository(Time()).Contents.BlobsAsync(entries, default);

        Assert.That(entries.Select(entry => blobs[entry.Sha]), Is.EqualTo(Odd));
        Assert.That(network.Requests, Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task What_is_too_much_at_once_is_asked_for_in_parts()
    {
        byte[][] contents = [.. Enumerable.Range(0, 120).Select(number => Encoding.UTF8.GetBytes($"select {number}"))];
        var network = new ScriptedNetwork(request =>
        {
            var query = (string)JsonNode.Parse(request.Content!.ReadAsStringAsync().Result)!["query"]!;
            var asked = contents.Where(content => query.Contains(NameOf(content), StringComparison.Ordinal)).ToList();
            var answers = asked.Select((content, index) => KeyValuePair.Create<string, JsonNode?>($"b{index}", new JsonObject { ["text"] = Encoding.UTF8.GetString(content) }));

            return asked.Count > 60
                ? Answer(200, """{"errors":[{"type":"RESOURCE_LIMITS_EXCEEDED"}],"data":null}""")(request)
                : Answer(200, new JsonObject { ["data"] = new JsonObject { ["repository"] = new JsonObject(answers) } }.ToJsonString())(request);
        });
        var entries = contents.Select(content => new TreeEntry("x", EntryKind.File, NameOf(content), content.Length)).ToList();

        var blobs = await network.Repository(Time()).Contents.BlobsAsync(entries, default);

        Assert.That(entries.Select(entry => blobs[entry.Sha]), Is.EqualTo(contents));
        Assert.That(network.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_blob_that_nobody_gives_is_told()
    {
        var network = new ScriptedNetwork(request => request.Method == HttpMethod.Post ? Answer(200, """{"errors":[{"type":"NOT_FOUND"}],"data":{"repository":null}}""")(request) : Answer(404)(request));
        var entries = Odd.Select(content => new TreeEntry("x", EntryKind.File, NameOf(content), content.Length)).ToList();

        await Assert.ThatAsync(() => network.Repository(Time()).Contents.BlobsAsync(entries, default), Throws.TypeOf<GateException>());
    }

    [Test]
    public async Task The_query_is_what_GitHub_s_schema_knows()
    {
        var asked = "";
        var network = new ScriptedNetwork(request =>
        {
            asked = request.Method == HttpMethod.Post ? (string)JsonNode.Parse(request.Content!.ReadAsStringAsync().Result)!["query"]! : asked;
            return request.Method == HttpMethod.Post ? Answer(200)(request) : Answer(200, Blob(request.RequestUri!.Segments[^1]))(request);
        });

        await network.Repository(Time()).Contents.BlobsAsync([.. Odd.Select(content => new TreeEntry("x", EntryKind.File, NameOf(content), content.Length))], default);

        Assert.That(await QuerySchema.ProblemsOfAsync(asked), Is.Empty);
    }

    [TestCase("https://api.github.com", "https://api.github.com/graphql")]
    [TestCase("https://ghe.example.com/api/v3", "https://ghe.example.com/api/graphql")]
    public void Queries_are_answered_where_GitHub_answers_them(string api, string queries) =>
        Assert.That(ApiAddress.Read(api), Has.Property("Queries").EqualTo(new Uri(queries)));

    private static string Blob(string sha) => new JsonObject { ["encoding"] = "base64", ["content"] = Convert.ToBase64String(Odd.First(content => NameOf(content) == sha)) }.ToJsonString();

#pragma warning disable CA5350 // Git's own names.
    private static string NameOf(byte[] content) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
