using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChangeGate.GitHub.Connection;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>A repository of one test's own, and what people do there.</summary>
internal sealed class Sandbox : IDisposable
{
    private static int _repositories;

    private readonly HttpClient _emulator;

    private readonly List<GitHubClient> _clients = [];

    private Sandbox(GitHubServer server, RepositoryName name)
    {
        (Server, Name) = (server, name);
        _emulator = new HttpClient { BaseAddress = server.Emulator };
    }

    public GitHubServer Server { get; }

    public RepositoryName Name { get; }

    public string Path => $"/repos/{Name}";

    /// <summary>What a client of this test asked for, in order.</summary>
    public ContractHandler Contract { get; } = new();

    /// <summary>Its default branch is <c>main</c>, with a readme. Everybody but mallory may write.</summary>
    public static async Task<Sandbox> CreateAsync()
    {
        var server = await GitHubServer.GetAsync();
        var name = $"shop-{Interlocked.Increment(ref _repositories)}";
        var sandbox = new Sandbox(server, RepositoryName.Parse($"{GitHubServer.Owner}/{name}"));
        await sandbox.DoAsync(GitHubServer.Owner, HttpMethod.Post, "/user/repos", new { name, auto_init = true, @private = true });

        foreach (var login in new[] { "bob", "carol", "dave", "erin" })
        {
            await sandbox.DoAsync(GitHubServer.Owner, HttpMethod.Put, $"{sandbox.Path}/collaborators/{login}", new { permission = "push" });
        }

        return sandbox;
    }

    /// <summary>A client that speaks as the installed App, through the proxy.</summary>
    public GitHubClient Client(Credentials? credentials = null, TimeProvider? time = null)
    {
        var client = new GitHubClient(credentials ?? Credentials.OfInstallation(GitHubServer.AppKey(), GitHubServer.Installation), Server.Options, time ?? TimeProvider.System, Contract);
        _clients.Add(client);
        return client;
    }

    public GitHubRepository Repository() => Client().Repository(Name);

    /// <summary>Commits files (null removes one) on a branch, which is made where it is not there.</summary>
    public async Task<string> CommitAsync(string branch, IReadOnlyDictionary<string, string?> files, Authoring? authoring = null)
    {
        authoring ??= new Authoring("bob");
        var tip = await TipAsync(branch);
        var parent = tip ?? authoring.On ?? await TipAsync("main");
        var tree = await DoAsync(GitHubServer.Owner, HttpMethod.Get, $"{Path}/git/commits/{parent}");
        var entries = new JsonArray([.. files.Select(file => file.Value is { } content
            ? authoring.Submodules.Contains(file.Key)
                ? new JsonObject { ["path"] = file.Key, ["mode"] = "160000", ["type"] = "commit", ["sha"] = content }
                : new JsonObject { ["path"] = file.Key, ["mode"] = authoring.Links.Contains(file.Key) ? "120000" : "100644", ["type"] = "blob", ["content"] = content }
            : new JsonObject { ["path"] = file.Key, ["mode"] = "100644", ["type"] = "blob", ["sha"] = null })]);
        var made = await DoAsync(authoring.Author, HttpMethod.Post, $"{Path}/git/trees", new JsonObject { ["base_tree"] = (string)tree["tree"]!["sha"]!, ["tree"] = entries });

        return await CommitTreeAsync(branch, (string)made["sha"]!, parent!, authoring);
    }

    /// <summary>GitHub notes who moved a branch.</summary>
    public async Task PushedAsync(string branch, string commit, string pusher) =>
        Server.Overlay.NotePush($"{Name}", branch, commit, await DoAsync(pusher, HttpMethod.Get, $"/users/{pusher}"));

    public async Task<long> CommentAsync(string login, int pullRequest, string body) =>
        (long)(await DoAsync(login, HttpMethod.Post, $"{Path}/issues/{pullRequest}/comments", new { body }))["id"]!;

    public async Task<int> OpenAsync(string author, string head, string @base = "main") =>
        (int)(await DoAsync(author, HttpMethod.Post, $"{Path}/pulls", new { title = "Drop what nobody reads", head, @base }))["number"]!;

    /// <summary>Merges a pull request into main as GitHub does.</summary>
    /// <param name="files">What the merge makes of main.</param>
    public async Task<string> MergeAsync(int number, string head, IReadOnlyDictionary<string, string?> files, bool squash = false)
    {
        var tip = await TipAsync("main");
        var merge = await CommitAsync("main", files, new Authoring("erin") { Message = squash ? $"Drop what nobody reads (#{number})" : $"Merge pull request #{number} from bob/topic", Merges = squash ? null : head });
        Server.Overlay.Merged($"{Path}/pulls/{number}", new JsonObject { ["head"] = head, ["base"] = tip, ["merge"] = merge });

        return merge;
    }

    /// <param name="decision">APPROVE, REQUEST_CHANGES or COMMENT.</param>
    public async Task<long> ReviewAsync(string login, int pullRequest, string decision, string commit, string body = "") =>
        (long)(await DoAsync(login, HttpMethod.Post, $"{Path}/pulls/{pullRequest}/reviews", new { @event = decision, commit_id = commit, body }))["id"]!;

    public Task DismissAsync(int pullRequest, long review) =>
        DoAsync(GitHubServer.Owner, HttpMethod.Put, $"{Path}/pulls/{pullRequest}/reviews/{review}/dismissals", new { message = "stale" });

    public async Task TeamAsync(string team, params string[] members)
    {
        await DoAsync(GitHubServer.Owner, HttpMethod.Post, $"/orgs/{GitHubServer.Organization}/teams", new { name = team });

        foreach (var member in members)
        {
            await DoAsync(GitHubServer.Owner, HttpMethod.Put, $"/orgs/{GitHubServer.Organization}/teams/{team}/memberships/{member}", new { role = "member" });
        }
    }

    public async Task<string?> TipAsync(string branch)
    {
        using var response = await SendAsync(GitHubServer.Owner, HttpMethod.Get, $"{Path}/git/ref/heads/{branch}", null);
        return response.IsSuccessStatusCode ? (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["object"]!["sha"] : null;
    }

    /// <summary>Something that somebody does, past the proxy.</summary>
    public async Task<JsonNode> DoAsync(string login, HttpMethod method, string path, object? body = null)
    {
        using var response = await SendAsync(login, method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!
            : throw new AssertionException($"{method} {path} by {login}: {(int)response.StatusCode} {text}");
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        Contract.Dispose();
        _emulator.Dispose();
    }

    private async Task<string> CommitTreeAsync(string branch, string tree, string parent, Authoring authoring)
    {
        var made = await DoAsync(authoring.Author, HttpMethod.Post, $"{Path}/git/commits", new
        {
            message = authoring.Message,
            tree,
            parents = new[] { parent, authoring.Merges }.OfType<string>(),
            author = new { name = authoring.Author, email = $"{authoring.Author}@example.org", date = "2026-03-04T12:00:00Z" },
            committer = new { name = authoring.Committer ?? authoring.Author, email = $"{authoring.Committer ?? authoring.Author}@example.org", date = "2026-03-04T12:00:00Z" },
        });
        var sha = (string)made["sha"]!;

        var pusher = authoring.Pusher ?? authoring.Author;

        await (await TipAsync(branch) is null
            ? DoAsync(pusher, HttpMethod.Post, $"{Path}/git/refs", new { @ref = $"refs/heads/{branch}", sha })
            : DoAsync(pusher, HttpMethod.Patch, $"{Path}/git/refs/heads/{branch}", new { sha, force = true }));
        await PushedAsync(branch, sha, pusher);
        return sha;
    }

    private async Task<HttpResponseMessage> SendAsync(string login, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", GitHubServer.TokenOf(login));
        return await _emulator.SendAsync(request);
    }
}

/// <summary>Who is said to have made a commit.</summary>
internal sealed record Authoring(string Author)
{
    public string? Committer { get; init; }

    /// <summary>Who really pushes it; null for the author.</summary>
    public string? Pusher { get; init; }

    public string Message { get; init; } = "Drop what nobody reads";

    /// <summary>Paths that are symbolic links; their content is where they point.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Paths that are commits of other repositories; their content is the commit.</summary>
    public IReadOnlyList<string> Submodules { get; init; } = [];

    /// <summary>Where a branch that is made by the commit begins; null means at main.</summary>
    public string? On { get; init; }

    /// <summary>The head that the commit merges; null where it merges none.</summary>
    public string? Merges { get; init; }
}
