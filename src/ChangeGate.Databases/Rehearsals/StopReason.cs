using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Tells a statement that was stopped for what it does to the shadow from one that the engine just refuses.</summary>
internal static class StopReason
{
    /// <summary>A sentence; null where it was not stopped.</summary>
    public static string? Of(EngineError error, Shadow shadow) => error switch
    {
        { Cancelled: true } => TooLong(shadow),
        { Code: PostgresErrorCodes.QueryCanceled } when error.Message.Contains("statement timeout", StringComparison.Ordinal) => TooLong(shadow),
        { Code: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.ConnectionFailure } => shadow.TakeStopped() ?? "It ended the session that it ran in.",
        { Code: "25P03" or "57P05" or "25P04" } => "It let the server end the session that it ran in.",
        { Code: ['5', '3', ..] } => $"It used up what a shadow has: {error.Message}.",
        { Code: "7" or "13" } => $"It used up the memory or the disk that a shadow has: {error.Message}.",
        _ => null,
    };

    /// <summary>What is said beside the words of the engine where a script may be right, and only a shadow does not let it; null where there is nothing to say.</summary>
    public static string? Hint(string code) => code switch
    {
        PostgresErrorCodes.InsufficientPrivilege => "On a shadow a migration runs as a role that owns its database and may nothing else.",
        "23" => "On a shadow a migration gets at no other file.",
        _ => null,
    };

    private static string TooLong(Shadow shadow) => $"It ran for more than {shadow.StatementLimit?.TotalSeconds:0.#} s.";
}
