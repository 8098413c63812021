using ChangeGate.Failures;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

/// <summary>How long a connection waits for others, and that foreign keys are kept: set, and read back.</summary>
internal static class SqliteTimeouts
{
    public static void Apply(SqliteConnection connection, TimeSpan wait)
    {
        var milliseconds = (long)wait.TotalMilliseconds;

        // The driver retries on its own for as long as this says, and takes 0 for ever.
        connection.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        Verify(connection, "busy_timeout", milliseconds);
        Verify(connection, "foreign_keys", 1);
    }

    private static void Verify(SqliteConnection connection, string pragma, long value)
    {
        using (var set = new SqliteCommand($"pragma {pragma} = {value}", connection))
        {
            set.ExecuteNonQuery();
        }

        using var ask = new SqliteCommand($"pragma {pragma}", connection);

        if (ask.ExecuteScalar() is not long told || told != value)
        {
            throw new GateException($"SQLite does not take the setting `{pragma} = {value}`.", "Use a build of SQLite that has not left it out.");
        }
    }
}
