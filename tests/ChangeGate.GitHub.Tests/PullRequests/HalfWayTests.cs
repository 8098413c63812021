using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Cli;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>Every call of a judgement fails once, in every way that is known: nothing that was needed and not read ends in a success.</summary>
internal sealed class HalfWayTests
{
    private static readonly string[] Needed = ["/git/", "/compare/", "/reviews", "/commits", "/collaborators/", "/access_tokens", "/pulls"];

    private static IEnumerable<TestCaseData> Ways() =>
        from fault in Faults()
        from scenario in new (string Name, bool AsPerson, Func<Sandbox, Task<Func<GitHubRepository, Task<ExitCode>>>> Prepare)[]
        {
            ("a pull request", false, PullRequestAsync),
            ("a pull request with a person's token", true, PullRequestAsync),
            ("a merge group", false, GroupAsync),
            ("a push", false, PushedAsync),
        }
        select new TestCaseData(scenario.AsPerson, scenario.Prepare, fault.Answer).SetArgDisplayNames(scenario.Name, fault.Name);

    private static IEnumerable<(string Name, Func<string, HttpResponseMessage> Answer)> Faults() =>
    [
        ("an error of the server", _ => Answer(500)),
        ("a missing permission", _ => Answer(403, """{"message":"Resource not accessible by integration"}""")),
        ("nothing there", _ => Answer(404, """{"message":"Not Found"}""")),
        ("a secondary limit", _ => Answer(403, """{"message":"You have exceeded a secondary rate limit."}""", ("retry-after", "3600"))),
        ("a lost connection", _ => throw new HttpRequestException(HttpRequestError.ConnectionError)),
        ("an answer that is cut off", body => Answer(200, body[..(body.Length / 2)])),
        ("an empty answer", _ => Answer(200, "null")),
        ("a redirect elsewhere", _ => Answer(302, "{}", ("Location", "https://evil.example/"))),
    ];

    [TestCaseSource(nameof(Ways))]
    public async Task Whatever_fails_opens_nothing(bool asPerson, Func<Sandbox, Task<Func<GitHubRepository, Task<ExitCode>>>> prepare, Func<string, HttpResponseMessage> fault)
    {
        using var sandbox = await CreateAsync();
        var run = await prepare(sandbox);
        using var recorded = await RecordAsync(sandbox, asPerson, run);
        using var whole = new ReplayedNetwork(recorded, broken: -1, fault);
        Assert.That(await ReplayAsync(sandbox, asPerson, whole, run), Is.EqualTo(ExitCode.Allowed));

        for (var call = 0; call < whole.Count; call++)
        {
            using var network = new ReplayedNetwork(recorded, call, fault);
            var code = await ReplayAsync(sandbox, asPerson, network, run);
            var answers = network.Written
                .Where(written => written.Request.Contains("/check-runs", StringComparison.Ordinal) || written.Request.Contains("/statuses/", StringComparison.Ordinal))
                .Select(written => JsonNode.Parse(written.Body)!)
                .Select(answer => (string?)(answer["conclusion"] ?? answer["state"]))
                .ToList();

            Assert.That(network.Broken, Is.Not.Null);
            Assert.That(answers, code == ExitCode.Allowed ? Has.None.EqualTo("failure") : Has.None.EqualTo("success"), network.Broken);

            if (Needed.Any(network.Broken!.Contains) && !network.Broken.StartsWith("POST /repos", StringComparison.Ordinal))
            {
                Assert.That(code, Is.Not.EqualTo(ExitCode.Allowed), network.Broken);
            }
        }
    }

    private static async Task<Func<GitHubRepository, Task<ExitCode>>> PullRequestAsync(Sandbox sandbox)
    {
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        return async repository => (await new PullRequestGate(repository, new ProposalRequest(), TimeProvider.System).RunAsync(number, default)).ExitCode;
    }

    private static async Task<Func<GitHubRepository, Task<ExitCode>>> GroupAsync(Sandbox sandbox)
    {
        var main = await sandbox.TipAsync("main");
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        await sandbox.CommitAsync("add", Files("0003_coupons.sql", "CREATE TABLE coupons (id bigint);\n"));
        var last = await sandbox.OpenAsync("bob", "add");
        await sandbox.CommitAsync("queue", Files("0002_drop.sql", Drop), new Authoring("erin") { Message = "Merge", Merges = head });
        var group = await sandbox.CommitAsync("queue", Files("0003_coupons.sql", "CREATE TABLE coupons (id bigint);\n"), new Authoring("erin") { Message = $"Add coupons (#{last})" });

        return async repository => (await new BranchGate(repository, new ProposalRequest(), TimeProvider.System).RunAsync(new MergeGroup(main!, group) { Branch = "main", PullRequest = last }, default)).ExitCode;
    }

    private static async Task<Func<GitHubRepository, Task<ExitCode>>> PushedAsync(Sandbox sandbox)
    {
        var before = await sandbox.TipAsync("main");
        var head = await sandbox.CommitAsync("drop", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "drop");
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);
        var after = await sandbox.MergeAsync(number, head, Files("0002_drop.sql", Drop));

        return async repository => (await new BranchGate(repository, new ProposalRequest(), TimeProvider.System).RunAsync(new PushedCommits(before!, after) { Branch = "main" }, default)).ExitCode;
    }

    /// <summary>Files are also asked for one by one, as where no queries are answered.</summary>
    private static async Task<RecordedNetwork> RecordAsync(Sandbox sandbox, bool asPerson, Func<GitHubRepository, Task<ExitCode>> run)
    {
        var recorded = new RecordedNetwork(new SocketsHttpHandler());
        using var client = new GitHubClient(CredentialsOf(asPerson), sandbox.Server.Options, TimeProvider.System, new Kept(recorded));
        await run(client.Repository(sandbox.Name));
        var blobs = recorded.Answers.Where(answer => answer.Key.Contains("/git/trees/", StringComparison.Ordinal)).SelectMany(answer => JsonNode.Parse(answer.Value.Body)!["tree"]!.AsArray());

        foreach (var blob in blobs.Where(entry => (string?)entry!["type"] == "blob").Select(entry => (string)entry!["sha"]!).Distinct().ToList())
        {
            await client.Repository(sandbox.Name).Contents.BlobAsync(blob, default);
        }

        return recorded;
    }

    private static async Task<ExitCode> ReplayAsync(Sandbox sandbox, bool asPerson, HttpMessageHandler network, Func<GitHubRepository, Task<ExitCode>> run)
    {
        using var client = new GitHubClient(CredentialsOf(asPerson), sandbox.Server.Options, new SkippingTime(DateTimeOffset.UtcNow, sandbox.Server.Options.Timeout), new Kept(network));

        try
        {
            return await run(client.Repository(sandbox.Name));
        }
        catch (GateException)
        {
            return ExitCode.CannotDecide;
        }
    }

    private static Credentials CredentialsOf(bool asPerson) => asPerson ? Credentials.OfToken(GitHubServer.TokenOf("alice")) : Credentials.OfInstallation(GitHubServer.AppKey(), GitHubServer.Installation);

    private static HttpResponseMessage Answer(int status, string body = "{}", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>Outlives the client that speaks through it.</summary>
    private sealed class Kept(HttpMessageHandler network) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _network = new(network, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) => _network.SendAsync(request, cancellation);

        protected override void Dispose(bool disposing)
        {
            _network.Dispose();
            base.Dispose(disposing);
        }
    }
}
