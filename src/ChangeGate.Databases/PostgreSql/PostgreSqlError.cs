using System.Text.RegularExpressions;
using ChangeGate.Databases.Running;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>
/// Turns a driver's exception into what may be recorded and shown. DETAIL, CONTEXT and WHERE hold values of rows and are dropped; so is
/// what a message quotes where PostgreSQL quotes values in it.
/// </summary>
internal static partial class PostgreSqlError
{
    private const string Withheld = "(the message is not shown: it can hold values of rows)";

    private static readonly string[] Passing = [PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.SerializationFailure];

    // SQLSTATE classes whose messages name objects and settings only.
    private static readonly string[] Classes = ["08", "0A", "23", "25", "26", "28", "2B", "34", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "XX", "F0"];

    public static EngineError Of(Exception failure, string sql) => failure switch
    {
        OperationCanceledException => new EngineError(PostgresErrorCodes.QueryCanceled, "cancelled from here") { Cancelled = true },
        PostgresException said => new EngineError(said.SqlState, Message(said, sql))
        {
            Offset = said.Position > 0 ? OffsetOf(sql, said.Position) : null,
            MayPass = Passing.Contains(said.SqlState),
            Uncertain = said.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "25P03",
        },
        _ => new EngineError(PostgresErrorCodes.ConnectionFailure, "the connection to the server was lost") { Uncertain = true },
    };

    private static string Message(PostgresException said, string sql)
    {
        if (Classes.Contains(said.SqlState[..2]))
        {
            return said.MessageText;
        }

        if (said.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            return Quoted().Replace(said.MessageText, "…");
        }

        // RAISE and the like: shown only where the script itself holds the very words.
        return sql.Contains(said.MessageText, StringComparison.Ordinal) ? said.MessageText : Withheld;
    }

    // PostgreSQL counts characters from 1, .NET UTF-16 code units from 0.
    private static int OffsetOf(string sql, int position)
    {
        var offset = 0;

        foreach (var rune in sql.EnumerateRunes().Take(position - 1))
        {
            offset += rune.Utf16SequenceLength;
        }

        return offset;
    }

    [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
    private static partial Regex Quoted();
}
