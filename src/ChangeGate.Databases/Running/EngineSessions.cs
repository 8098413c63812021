using System.Data.Common;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Running;

/// <summary>Work under the exclusive lock of a database.</summary>
internal static class EngineSessions
{
    // Classes of SQLSTATE: connection exceptions, and interventions of an operator.
    private static bool IsLoss(string state) => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57", StringComparison.Ordinal);

    /// <summary>A connection that is lost is told like a database that cannot be reached, unless the work itself knows more of it, as a run does once it has begun.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="request">Of the session.</param>
    /// <param name="work">Done while the lock is held.</param>
    /// <param name="cancellation">While the lock is waited for.</param>
    /// <exception cref="GateException">The database cannot be reached or used, or the connection was lost.</exception>
    public static async Task<T> WithSessionAsync<T>(this IEngine engine, SessionRequest request, Func<RunSession, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var session = await engine.OpenSessionAsync(request, cancellation);
            return await work(session);
        }
        catch (DbException failure) when (failure.SqlState is { } state && !IsLoss(state))
        {
            throw new GateException(
                $"The database `{engine.Database}` refused what ChangeGate asked of it (SQLSTATE {state}).",
                "Its log says what and why, `changegate roles` what the role of this environment lacks.",
                failure);
        }
        catch (DbException failure)
        {
            throw new GateException(
                $"The connection to the database `{engine.Database}` was lost{(failure.SqlState is { } state ? $" (SQLSTATE {state})" : "")}.",
                "See what stands there with `changegate status`, and run again: the next run goes on where this one was.",
                failure);
        }
    }
}
