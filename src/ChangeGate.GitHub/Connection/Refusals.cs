using System.Net;
using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.GitHub.Connection;

/// <summary>Turns an answer that helps nobody into two sentences that do.</summary>
internal static partial class Refusals
{
    private const int LongestMessage = 300;

    public static GateException Of(Call call, Reply reply) => reply.Status switch
    {
        HttpStatusCode.Unauthorized => Refusal(call, reply, RefusalKind.Unauthenticated, "Pass a token that is still valid; a workflow's own is `${{ github.token }}`."),
        HttpStatusCode.Forbidden => Forbidden(call, reply),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => NotFound(call, reply),
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.Conflict => Refusal(call, reply, RefusalKind.Invalid, "The answer says what GitHub does not accept."),
        _ when reply.IsOutage => Refusal(call, reply, RefusalKind.Unavailable, "GitHub is not well (https://www.githubstatus.com tells); run this again later."),
        _ when reply.IsRedirect => Refusal(call, reply, RefusalKind.Other, "The repository was renamed or moved; use its present name."),
        _ => Refusal(call, reply, RefusalKind.Other, "The answer says what GitHub does not accept."),
    };

    public static GateException Limit(Call call, Reply reply, TimeSpan wait) => new(
        $"GitHub's rate limit is reached: {Name(call)} would have to wait for {Math.Ceiling(wait.TotalMinutes)} min.",
        "Run this again after that time. A GitHub App has a limit of its own, which is higher than a workflow's.",
        new GitHubRefusalException(RefusalKind.RateLimit, reply.Status, permission: null));

    public static GateException Silence(Call call, string why) => new(
        $"GitHub did not answer {Name(call)}: {Line(why)}.",
        "Look at the network and the proxy (HTTPS_PROXY) between here and GitHub, and run this again.",
        new GitHubRefusalException(RefusalKind.Unavailable, status: null, permission: null));

    public static GateException Unreadable(Call call, string why) => new(
        $"GitHub's answer to {Name(call)} could not be used: {why}.",
        "Run this again; if it stays, GITHUB_API_URL may name something that is not GitHub's API.",
        new GitHubRefusalException(RefusalKind.Other, status: null, permission: null));

    private static GateException Forbidden(Call call, Reply reply)
    {
        var permission = Accepted(reply) ?? call.Permission;

        return Refusal(call, reply, RefusalKind.Permission, permission is null
            ? "Give the token the permission that the answer names."
            : $"The token lacks `{permission}`: add it under `permissions:` of the workflow, or to the GitHub App. For a pull request from a fork or by Dependabot the token can only read.");
    }

    // To writes that a token may not do, GitHub often answers that there is nothing there.
    private static GateException NotFound(Call call, Reply reply) => Refusal(call, reply, RefusalKind.NotFound, call.Permission is { } permission
        ? $"Look whether it exists, and whether the token has `{permission}`: GitHub hides what a token may not see."
        : "Look whether it exists, and whether the token may see it.");

    private static GateException Refusal(Call call, Reply reply, RefusalKind kind, string remedy) => new(
        $"GitHub refused {Name(call)} ({(int)reply.Status}): {Message(reply)}",
        remedy,
        new GitHubRefusalException(kind, reply.Status, kind == RefusalKind.Permission ? Accepted(reply) ?? call.Permission : null));

    /// <summary>From <c>checks=write,contents=read; …</c>: commas mean and, semicolons or. The first way will do.</summary>
    private static string? Accepted(Reply reply)
    {
        var pairs = (reply.Header("X-Accepted-GitHub-Permissions") ?? "").Split(';')[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        return pairs.Length > 0 && pairs.All(pair => PermissionPair().IsMatch(pair))
            ? string.Join("`, `", pairs.Select(static pair => pair.Replace('_', '-').Replace("=", ": ", StringComparison.Ordinal)))
            : null;
    }

    // A next page's address is not read by people.
    private static string Name(Call call) => call.IsQuery ? "a query" : $"`{call.Method} /{call.Path.Split('?')[0]}`";

    private static string Message(Reply reply)
    {
        var problem = reply.Problem();
        var details = (problem?.Errors ?? []).Select(static error => error.Text).Where(static text => text.Length > 0).Take(3);
        var message = Line(string.Join("; ", details.Prepend(problem?.Message ?? "").Where(static text => text.Length > 0)));

        return message.Length == 0 ? "it says no more." : message.EndsWith('.') ? message : message + ".";
    }

    /// <summary>Somebody else's words as one line that holds no secret.</summary>
    private static string Line(string text)
    {
        var line = Token().Replace(Unprintable().Replace(text, " ").Trim(), "(token)");
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }

    [GeneratedRegex(@"^[a-z_]+=[a-z]+$")]
    private static partial Regex PermissionPair();

    [GeneratedRegex(@"\b(?:gh[a-z]_|github_pat_)[A-Za-z0-9._-]{10,}|\beyJ[A-Za-z0-9._-]{20,}")]
    private static partial Regex Token();

    [GeneratedRegex(@"[\p{C}\p{Zl}\p{Zp}\s]+")]
    private static partial Regex Unprintable();
}
