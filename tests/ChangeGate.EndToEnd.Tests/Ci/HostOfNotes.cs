using System.Net;
using System.Text.Json.Nodes;

namespace ChangeGate.EndToEnd.Tests.Ci;

internal sealed record SentRequest(string Method, string Path, string? Token, string? ContentType, string Body);

/// <summary>As much of GitLab's notes, and of whatever else takes JSON, as a script needs. It refuses what GitLab refuses.</summary>
/// <remarks>https://docs.gitlab.com/api/notes/#merge-requests</remarks>
internal sealed class HostOfNotes : IDisposable
{
    private const int Me = 7;

    private readonly HttpListener _listener = new();
    private readonly JsonArray _notes = [];

    public HostOfNotes()
    {
        // Any free port: one that was just given back may be gone again.
        for (var port = 42_000 + Random.Shared.Next(15_000); !_listener.IsListening; port++)
        {
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add($"http://*:{port}/");
            Address = $"http://127.0.0.1:{port}";

            try
            {
                _listener.Start();
            }
            catch (HttpListenerException) when (port < 60_000)
            {
            }
        }

        _ = Task.Run(AnswerAsync);
    }

    public string Address { get; private set; } = "";

    public List<SentRequest> Sent { get; } = [];

    public IEnumerable<(int Author, string Body)> Notes => _notes.Select(static note => (note!["author"]!["id"]!.GetValue<int>(), note["body"]!.GetValue<string>()));

    public void Write(int author, string body) => _notes.Add(new JsonObject { ["id"] = 100 + _notes.Count, ["system"] = false, ["author"] = new JsonObject { ["id"] = author }, ["body"] = body });

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;

            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var request = new SentRequest(context.Request.HttpMethod, context.Request.Url!.AbsolutePath, context.Request.Headers["PRIVATE-TOKEN"], context.Request.ContentType, await reader.ReadToEndAsync());
            Sent.Add(request);
            var (status, answer) = Answer(request);
            context.Response.StatusCode = status;
            await using (var writer = new StreamWriter(context.Response.OutputStream))
            {
                await writer.WriteAsync(answer);
            }

            context.Response.Close();
        }
    }

    private (int Status, string Answer) Answer(SentRequest request)
    {
        const string Notes = "/api/v4/projects/11/merge_requests/5/notes";

        switch (request)
        {
            case { Path: var path } when !path.StartsWith("/api/v4/", StringComparison.Ordinal):
                return (200, "{}");
            case { Token: not "secret" }:
                return (401, """{"message":"401 Unauthorized"}""");
            case { Method: "GET", Path: "/api/v4/user" }:
                return (200, $$"""{"id":{{Me}}}""");
            case { Method: "GET", Path: Notes }:
                return (200, _notes.ToJsonString());
            case { Method: "POST", Path: Notes, ContentType: "application/json" } when JsonNode.Parse(request.Body)!["body"] is { } body:
                Write(Me, body.GetValue<string>());
                return (201, "{}");
            case { Method: "PUT", ContentType: "application/json" } when _notes.FirstOrDefault(note => request.Path == $"{Notes}/{note!["id"]}" && note["author"]!["id"]!.GetValue<int>() == Me) is { } mine:
                mine["body"] = JsonNode.Parse(request.Body)!["body"]!.GetValue<string>();
                return (200, "{}");
            default:
                return (404, """{"message":"404 Not found"}""");
        }
    }
}
