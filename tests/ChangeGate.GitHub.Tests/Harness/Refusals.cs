using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>What GitHub refuses, the description of its API allows, and the emulator takes.</summary>
internal static class Refusals
{
    private const int LongestComment = 65_536;

    /// <returns>null for what GitHub takes.</returns>
    public static async Task<Fault?> FindAsync(HttpRequest request)
    {
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);

        return (request.Method, parts) switch
        {
            ("POST" or "PATCH", ["repos", _, _, "check-runs", ..]) => OfCheckRun(request, await BodyAsync(request)),
            ("POST" or "PATCH", ["repos", _, _, "issues", .., "comments"] or ["repos", _, _, "issues", "comments", _]) => OfComment(request, await BodyAsync(request)),
            _ => null,
        };
    }

    /// <summary>Leaves the body for whoever reads it next.</summary>
    public static async Task<JsonNode?> BodyAsync(HttpRequest request)
    {
        request.EnableBuffering();
        var body = await JsonNode.ParseAsync(request.Body);
        request.Body.Position = 0;
        return body;
    }

    private static Fault? OfCheckRun(HttpRequest request, JsonNode? body)
    {
        if (!request.Headers.Authorization.ToString().Contains("ghs_", StringComparison.Ordinal))
        {
            return Refused(request, 403, "You must authenticate via a GitHub App.");
        }

        return (string?)body?["status"] == "completed" && body["conclusion"] is null ? Refused(request, 422, "A completed check run has a conclusion.") : null;
    }

    private static Fault? OfComment(HttpRequest request, JsonNode? body) =>
        ((string?)body?["body"])?.Length > LongestComment ? Refused(request, 422, $"Body is too long (maximum is {LongestComment} characters)") : null;

    private static Fault Refused(HttpRequest request, int status, string message) =>
        new(request.Method, request.Path.Value!, status) { Body = new JsonObject { ["message"] = message }.ToJsonString() };
}
