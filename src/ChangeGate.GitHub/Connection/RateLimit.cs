using System.Net;

namespace ChangeGate.GitHub.Connection;

/// <summary>Tells an answer that means "later" from one that means "never", and says how much later.</summary>
internal static class RateLimit
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(60);

    /// <summary>GitHub answers 403 to a missing permission as well as to a limit; only the latter passes with time.</summary>
    public static bool IsReached(Reply reply)
    {
        if (reply.Status == HttpStatusCode.TooManyRequests)
        {
            return true;
        }

        if (reply.Status != HttpStatusCode.Forbidden)
        {
            return false;
        }

        var message = reply.Problem()?.Message ?? "";

        return Retry(reply) is not null
            || message.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
            || message.Contains("abuse detection", StringComparison.OrdinalIgnoreCase)
            || (reply.Number("x-ratelimit-remaining") == 0 && !message.Contains("not accessible", StringComparison.OrdinalIgnoreCase));
    }

    /// <param name="attempt">From 0: without a word of GitHub's, each wait is twice the one before.</param>
    public static TimeSpan Wait(Reply reply, DateTimeOffset now, int attempt)
    {
        if (Retry(reply) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (reply.Number("x-ratelimit-remaining") == 0 && reply.Number("x-ratelimit-reset") is { } reset)
        {
            // GitHub counts in whole seconds: the last of them has to pass.
            var wait = DateTimeOffset.FromUnixTimeSeconds(Math.Min(reset, 253_402_300_799)) - now + TimeSpan.FromSeconds(1);
            return wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
        }

        return AtLeast * Math.Pow(2, Math.Min(attempt, 10));
    }

    private static long? Retry(Reply reply) => reply.Number("retry-after") is { } seconds ? Math.Min(seconds, 7 * 24 * 3600) : null;
}
