using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace ChangeGate.Databases.Shadows;

/// <summary>SQLite works inside this process, so a connection to a shadow gets no way to other files, and bounds for memory and disk.</summary>
internal static class SqliteConfinement
{
    // SQL may make these worse for us, or better for itself. What they ask for is passed over, as the engine passes over pragmas that it does not know.
    private static readonly HashSet<string> PassedOver = new(StringComparer.OrdinalIgnoreCase) { "temp_store", "page_size", "hard_heap_limit", "soft_heap_limit", "cache_spill", "mmap_size" };

    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase) { "max_page_count", "temp_store_directory", "data_store_directory" };

    // One value: functions over longer ones run for minutes, and nothing can interrupt them.
    private const int ValueBytes = 32 << 20;

    // Matching takes time by the product of text and pattern (limits.html).
    private const int PatternBytes = 1000;

    public static void Apply(SqliteConnection connection, ShadowOptions options)
    {
        connection.EnableExtensions(false);
        sqlite3_limit(connection.Handle, SQLITE_LIMIT_LENGTH, ValueBytes);
        sqlite3_limit(connection.Handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PatternBytes);

        // Until now nothing stands in the way of our own pragmas.
        sqlite3_set_authorizer(connection.Handle, (SQLitePCL.strdelegate_authorizer)null!, null);
        using var command = new SqliteCommand("pragma page_size", connection);
        var pageSize = Math.Max((long)command.ExecuteScalar()!, 512);

        // What is sorted or materialized stays in memory, and memory has its limit, which is one for the whole process.
        foreach (var pragma in (string[])[$"max_page_count = {Math.Clamp(options.DiskBytes / pageSize, 1, uint.MaxValue - 1)}", "temp_store = memory", $"hard_heap_limit = {options.MemoryBytes}"])
        {
            command.CommandText = $"pragma {pragma}";
            command.ExecuteScalar();
        }

        sqlite3_set_authorizer(connection.Handle, Authorize, null);
    }

    private static int Authorize(object? data, int action, string first, string second, string database, string trigger) => action switch
    {
        // The name is null where it is no literal; VACUUM attaches a file without a name.
        SQLITE_ATTACH => first is "" or ":memory:" ? SQLITE_OK : SQLITE_DENY,
        SQLITE_PRAGMA when second is not null && Refused.Contains(first) => SQLITE_DENY,
        SQLITE_PRAGMA when second is not null && PassedOver.Contains(first) => SQLITE_IGNORE,
        SQLITE_FUNCTION when string.Equals(second, "load_extension", StringComparison.OrdinalIgnoreCase) => SQLITE_DENY,
        _ => SQLITE_OK,
    };
}
