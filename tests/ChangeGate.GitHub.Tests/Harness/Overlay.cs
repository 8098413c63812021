using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>What the emulator lacks or does otherwise than GitHub; everything else is handed on to it.</summary>
internal sealed partial class Overlay : IAsyncDisposable
{
    private readonly WebApplication _application;

    private readonly HttpClient _emulator;

    private readonly ConcurrentDictionary<string, JsonArray> _written = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, JsonNode> _answers = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<long, JsonArray> _annotations = new();

    private readonly ConcurrentDictionary<string, JsonObject> _merged = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, JsonArray> _pushes = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, bool> _edited = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Action<JsonNode>> _changes = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<Fault> _faults = [];

    private int _numbers = 1000;

    private Overlay(WebApplication application, Uri emulator)
    {
        _application = application;
        _emulator = new HttpClient { BaseAddress = emulator };
    }

    public Uri Emulator => _emulator.BaseAddress!;

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Where the tests see GitHub: what links have to name.</summary>
    public Uri PublicAddress { get; set; } = null!;

    public static async Task<Overlay> StartAsync(Uri emulator)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var overlay = new Overlay(builder.Build(), emulator);
        overlay._application.Run(overlay.AnswerAsync);
        await overlay._application.StartAsync();
        return overlay;
    }

    /// <summary>The next answers to such requests are this one.</summary>
    public void Break(Fault fault)
    {
        lock (_faults)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>What was sent to a place that only takes things in: statuses, deployments, reactions, alerts.</summary>
    public IReadOnlyList<JsonNode> Written(string path) => _written.TryGetValue(path, out var bodies) ? [.. bodies.OfType<JsonNode>()] : [];

    /// <summary>The emulator merges the heads that it remembers, not those that are there: a merge is told instead.</summary>
    /// <param name="pull">The path of the pull request.</param>
    /// <param name="facts">What it was and became: <c>head</c>, <c>base</c>, <c>merge</c>.</param>
    public void Merged(string pull, JsonObject facts) => _merged[pull] = facts;

    /// <summary>What a place answers from now on.</summary>
    public void Put(string path, JsonNode answer) => _answers[path] = answer;

    public async ValueTask DisposeAsync()
    {
        _emulator.Dispose();
        await _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (FaultOf(context.Request) is { } fault)
        {
            await fault.WriteAsync(context.Response);
            return;
        }

        if (await Refusals.FindAsync(context.Request) is { } refusal)
        {
            await refusal.WriteAsync(context.Response);
            return;
        }

        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        await NoteAnnotationsAsync(context, parts);
        var (status, body) = (context.Request.Method, parts) switch
        {
            ("GET", _) when _answers.TryGetValue(context.Request.Path.Value!, out var answer) => (200, answer.DeepClone()),
            ("GET", ["repos", _, _, "pulls"]) => (200, await OpenAsync(context)),
            ("GET", ["repos", _, _, "pulls", _]) => (200, await PullRequestAsync(context)),
            ("GET", ["repos", _, _, "pulls", _, "files"]) => (200, await FilesAsync(context)),
            ("GET", ["repos", _, _, "pulls", _, "commits"]) => (200, await CommitsAsync(context)),
            ("GET", ["repos", _, _, "commits", _, "pulls"]) => (200, await PullRequestsOfAsync(context)),
            ("GET", ["repos", _, _, "collaborators", "bob" or "carol" or "dave" or "erin", "permission"]) => (200, await PermissionAsync(context)),
            ("GET", ["repos", _, _, "issues", _, "comments"]) => (200, await CommentsAsync(context)),
            ("GET", ["repos", _, _, "activity"]) => (200, Activity(context)),
            ("GET", ["repos", _, _, "check-runs", var run, "annotations"]) => (200, Paged(context, Annotations(long.Parse(run)))),
            ("GET", ["repos", _, _, "rules", "branches", _]) => (200, new JsonArray()),
            ("POST", ["repos", _, _, "statuses", _] or ["repos", _, _, "deployments", ..] or [.., "reactions"] or ["repos", _, _, "pulls", _, "requested_reviewers"]) => (201, await KeepAsync(context)),
            ("POST", ["graphql"]) => (200, await QueryAsync(context)),
            ("POST", ["repos", _, _, "code-scanning", "sarifs"]) => (202, await KeepAsync(context)),
            _ => (0, (JsonNode?)null),
        };

        if (status == 0)
        {
            await ForwardAsync(context);
        }
        else
        {
            await WriteAsync(context, status, Encoding.UTF8.GetBytes(body!.ToJsonString()));
        }
    }

    /// <summary>What a check run shows beside the lines: GitHub adds what each call brings, where the emulator forgets what was there.</summary>
    public JsonArray Annotations(long checkRun) => _annotations.GetOrAdd(checkRun, _ => []);

    /// <summary>A branch was moved: what GitHub keeps for itself, whatever the commits say.</summary>
    public void NotePush(string repository, string branch, string commit, JsonNode actor)
    {
        var push = new JsonObject
        {
            ["id"] = Interlocked.Increment(ref _numbers),
            ["node_id"] = "",
            ["before"] = new string('0', 40),
            ["after"] = commit,
            ["ref"] = $"refs/heads/{branch}",
            ["timestamp"] = DateTimeOffset.UtcNow.ToString("O"),
            ["activity_type"] = "push",
            ["actor"] = actor.DeepClone(),
        };
        var pushes = _pushes.GetOrAdd(repository, _ => []);

        lock (pushes)
        {
            pushes.Insert(0, push);
        }
    }

    /// <summary>What is changed in an answer before it is given, by how its path begins.</summary>
    public void Alter(string path, Action<JsonNode> change) => _changes[path] = change;

    private JsonArray Activity(HttpContext context)
    {
        var pushes = _pushes.GetOrAdd(context.Request.Path.Value!["/repos/".Length..^"/activity".Length], _ => []);

        lock (pushes)
        {
            return Paged(context, [.. pushes.Where(push => context.Request.Query["ref"].Count == 0 || (string?)push!["ref"] == context.Request.Query["ref"]).Select(push => push!.DeepClone())]);
        }
    }

    private async Task NoteAnnotationsAsync(HttpContext context, string[] parts)
    {
        if (context.Request.Method == "PATCH" && parts is ["repos", _, _, "check-runs", var run] && (await Refusals.BodyAsync(context.Request))?["output"]?["annotations"] is JsonArray added)
        {
            foreach (var annotation in added)
            {
                Annotations(long.Parse(run)).Add(annotation!.DeepClone());
            }
        }
    }

    private Fault? FaultOf(HttpRequest request)
    {
        lock (_faults)
        {
            var fault = _faults.Find(candidate => candidate.Method == request.Method && request.Path.Value!.StartsWith(candidate.Path, StringComparison.OrdinalIgnoreCase));

            if (fault is not null && --fault.Times == 0)
            {
                _faults.Remove(fault);
            }

            return fault;
        }
    }

    /// <summary>As text, and null for what is no text: as GitHub answers for blobs.</summary>
    private async Task<JsonNode> QueryAsync(HttpContext context)
    {
        var query = (await JsonNode.ParseAsync(context.Request.Body))!;
        var found = new JsonObject();

        foreach (Match node in NodeQuery().Matches((string)query["query"]!))
        {
            var id = node.Groups["id"].Value;
            found[node.Groups["name"].Value] = new JsonObject { ["id"] = id, ["lastEditedAt"] = _edited.ContainsKey(id) ? "2026-01-01T00:00:00Z" : null };
        }

        if (found.Count > 0)
        {
            return new JsonObject { ["data"] = found };
        }

        foreach (Match blob in BlobQuery().Matches((string)query["query"]!))
        {
            var answer = await AskAsync(context, $"/repos/{query["variables"]!["owner"]}/{query["variables"]!["name"]}/git/blobs/{blob.Groups["sha"].Value}");
            var content = Convert.FromBase64String((string)answer!["content"]!);
            found[blob.Groups["name"].Value] = new JsonObject { ["text"] = content.Contains((byte)0) ? null : Encoding.UTF8.GetString(content) };
        }

        return new JsonObject { ["data"] = new JsonObject { ["repository"] = found } };
    }

    private async Task<JsonNode> KeepAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        _written.GetOrAdd(context.Request.Path.Value!, _ => []).Add(body);
        return new JsonObject { ["id"] = context.Request.Path.Value!.EndsWith("sarifs", StringComparison.Ordinal) ? "sarif" : Interlocked.Increment(ref _numbers) };
    }

    /// <summary>The emulator's pull request does not follow its branches and counts no files.</summary>
    private async Task<JsonNode> PullRequestAsync(HttpContext context)
    {
        var pull = (await AskAsync(context, context.Request.Path.Value!))!;
        var compared = await CompareAsync(context, pull);
        await MoveAsync(context, pull);
        pull["changed_files"] = compared["files"]!.AsArray().Count;
        pull["commits"] = compared["total_commits"]!.DeepClone();

        if (_changes.TryGetValue(context.Request.Path.Value!, out var change))
        {
            change(pull);
        }

        return pull;
    }

    /// <summary>The emulator calls a permission by the name under which it is given, not by GitHub's.</summary>
    private async Task<JsonNode> PermissionAsync(HttpContext context)
    {
        var answer = (await AskAsync(context, context.Request.Path.Value!))!;
        answer["permission"] = (string?)answer["permission"] switch { "admin" => "admin", "push" or "maintain" => "write", _ => "read" };
        return answer;
    }

    /// <summary>The emulator looks at the clock twice for a new comment, which then looks edited.</summary>
    private async Task<JsonNode> CommentsAsync(HttpContext context)
    {
        var size = int.Parse(context.Request.Query["per_page"].FirstOrDefault() ?? "30");
        var page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "1");
        var comments = (JsonArray)(await AskAsync(context, $"{context.Request.Path.Value}?per_page={size}&page={page}"))!;

        if (comments.Count == size)
        {
            context.Response.Headers.Link = $"<{new Uri(PublicAddress, context.Request.Path.Value!)}?per_page={size}&page={page + 1}>; rel=\"next\"";
        }

        foreach (var comment in comments.OfType<JsonNode>())
        {
            var (created, updated) = ((DateTimeOffset)comment["created_at"]!, (DateTimeOffset)comment["updated_at"]!);
            comment["updated_at"] = updated - created < TimeSpan.FromMilliseconds(20) ? comment["created_at"]!.DeepClone() : comment["updated_at"]!.DeepClone();
        }

        return comments;
    }

    private async Task<JsonNode> FilesAsync(HttpContext context)
    {
        var pull = (await AskAsync(context, PullOf(context)))!;
        return Paged(context, (await CompareAsync(context, pull))["files"]!.AsArray());
    }

    private async Task<JsonNode> CommitsAsync(HttpContext context)
    {
        var pull = (await AskAsync(context, PullOf(context)))!;
        return Paged(context, (await CompareAsync(context, pull))["commits"]!.AsArray());
    }

    private async Task<JsonNode> PullRequestsOfAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/');
        var pulls = (await AskAsync(context, $"/repos/{parts[2]}/{parts[3]}/pulls?state=all"))!.AsArray();
        var found = new JsonArray();

        foreach (var pull in pulls.OfType<JsonNode>())
        {
            await MoveAsync(context, pull);

            if (new[] { pull["head"]!["sha"], pull["merge_commit_sha"] }.Any(sha => (string?)sha == parts[5]))
            {
                found.Add(pull.DeepClone());
            }
        }

        return found;
    }

    private async Task<JsonNode> OpenAsync(HttpContext context)
    {
        var pulls = (await AskAsync(context, $"{context.Request.Path.Value}{context.Request.QueryString}"))!.AsArray();

        foreach (var pull in pulls.OfType<JsonNode>())
        {
            await MoveAsync(context, pull);
        }

        return pulls;
    }

    /// <summary>To where its branches are, or to where they were when it was merged.</summary>
    private async Task MoveAsync(HttpContext context, JsonNode pull)
    {
        var parts = context.Request.Path.Value!.Split('/');
        var merged = _merged.GetValueOrDefault($"/repos/{parts[2]}/{parts[3]}/pulls/{pull["number"]}");
        pull["head"]!["sha"] = (string?)merged?["head"] ?? await TipAsync(context, pull, "head");
        pull["base"]!["sha"] = (string?)merged?["base"] ?? await TipAsync(context, pull, "base");

        if (merged is not null)
        {
            pull["state"] = "closed";
            pull["merged_at"] = "2026-03-04T12:00:00Z";
            pull["merge_commit_sha"] = (string?)merged["merge"];
        }
    }

    private async Task<JsonNode> CompareAsync(HttpContext context, JsonNode pull)
    {
        var parts = context.Request.Path.Value!.Split('/');
        await MoveAsync(context, pull);
        return (await AskAsync(context, $"/repos/{parts[2]}/{parts[3]}/compare/{pull["base"]!["sha"]}...{pull["head"]!["sha"]}"))!;
    }

    private async Task<string> TipAsync(HttpContext context, JsonNode pull, string end)
    {
        var parts = context.Request.Path.Value!.Split('/');
        return (string)(await AskAsync(context, $"/repos/{parts[2]}/{parts[3]}/git/ref/heads/{pull[end]!["ref"]}"))!["object"]!["sha"]!;
    }

    private async Task<JsonNode?> AskAsync(HttpContext context, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(context.Request.Headers.Authorization.ToString());
        using var response = await _emulator.SendAsync(request);
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path.ToUriComponent() + context.Request.QueryString);

        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        request.Headers.TryAddWithoutValidation("Authorization", (string?)context.Request.Headers.Authorization);
        using var response = await _emulator.SendAsync(request);

        foreach (var (name, values) in response.Headers.Where(header => header.Key is "Link" || header.Key.StartsWith("x-", StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = values.Select(value => value.Replace(Emulator.AbsoluteUri, PublicAddress.AbsoluteUri, StringComparison.Ordinal)).ToArray();
        }

        await WriteAsync(context, (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        if (context.Request.Method == "GET" && status == 200)
        {
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"";
            context.Response.Headers.ETag = tag;

            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = 304;
                return;
            }
        }

        context.Response.StatusCode = status;

        if (status != 204)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.Body.WriteAsync(body);
        }
    }

    private JsonArray Paged(HttpContext context, JsonArray items)
    {
        var size = int.Parse(context.Request.Query["per_page"].FirstOrDefault() ?? "30");
        var page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "1");

        if (page * size < items.Count)
        {
            context.Response.Headers.Link = $"<{new Uri(PublicAddress, context.Request.Path.Value!)}?per_page={size}&page={page + 1}>; rel=\"next\"";
        }

        return [.. items.Skip((page - 1) * size).Take(size).Select(item => item?.DeepClone())];
    }

    /// <summary>Somebody edits words without that lists tell of it.</summary>
    public void NoteEdit(string node) => _edited[node] = true;

    [GeneratedRegex("(?<name>n[0-9]+):node\\(id:\"(?<id>[^\"]+)\"\\)")]
    private static partial Regex NodeQuery();

    [GeneratedRegex("(?<name>b[0-9]+):object\\(oid:\"(?<sha>[0-9a-f]+)\"\\)")]
    private static partial Regex BlobQuery();

    private static string PullOf(HttpContext context) => string.Join('/', context.Request.Path.Value!.Split('/')[..6]);
}
