using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Failures;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace ChangeGate.Databases.Shadows;

/// <summary>One file. Its mark is its place: it lies in the folder that this process made and holds.</summary>
internal sealed class SqliteShadow(SqliteShadowServer server, string path) : Shadow
{
    public string Path => path;

    public override EngineAddress Address { get; } = new(Dialect.Sqlite, new ConnectionString(path)) { MayCreate = true };

    public override Task<Shadow> CopyAsync(CancellationToken cancellation) => Task.FromResult<Shadow>(server.Copy(path));

    public override ValueTask DisposeAsync()
    {
        foreach (var end in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(path + end);
        }

        return ValueTask.CompletedTask;
    }

    internal override Task VerifyAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (connection is not SqliteConnection sqlite || sqlite.DataSource != path)
        {
            throw new GateException("This connection does not lead to the shadow database.", "Nothing was run on it. Report this as a fault of ChangeGate.");
        }

        Confine(sqlite);
        return Task.CompletedTask;
    }

    /// <summary>ATTACH and VACUUM INTO are the ways to other files, and a database that cannot grow without end does not fill the disk.</summary>
    private void Confine(SqliteConnection connection)
    {
        connection.EnableExtensions(false);

        using (var command = new SqliteCommand("pragma page_size", connection))
        {
            var pageSize = Math.Max((long)command.ExecuteScalar()!, 512);
            command.CommandText = $"pragma max_page_count = {Math.Clamp(server.DiskBytes / pageSize, 1, uint.MaxValue - 1)}";
            command.ExecuteScalar();
        }

        sqlite3_set_authorizer(connection.Handle, Authorize, null);
    }

    private static int Authorize(object? data, int action, string first, string second, string database, string trigger) => action switch
    {
        // The name is null where it is no literal; VACUUM attaches a file without a name.
        SQLITE_ATTACH => first is "" or ":memory:" ? SQLITE_OK : SQLITE_DENY,
        SQLITE_PRAGMA when second is not null && Fixed.Contains(first) => SQLITE_DENY,
        SQLITE_FUNCTION when string.Equals(second, "load_extension", StringComparison.OrdinalIgnoreCase) => SQLITE_DENY,
        _ => SQLITE_OK,
    };

    private static readonly HashSet<string> Fixed = new(StringComparer.OrdinalIgnoreCase) { "max_page_count", "temp_store_directory", "data_store_directory" };
}
