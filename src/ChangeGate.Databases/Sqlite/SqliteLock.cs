using System.Text;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Sqlite;

/// <summary>
/// A file beside the database, locked by the operating system: it lets go when the process ends in whatever way, and readers of the database
/// are not kept out between migrations. The file itself stays, since deleting it would let two hold a lock of that name.
/// </summary>
internal sealed class SqliteLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private SqliteLock(FileStream file) => _file = file;

    public static string PathFor(SqliteFile database) => database.Path + "-changegate-lock";

    /// <returns>null when somebody else holds it.</returns>
    public static SqliteLock? TryOnce(SqliteFile database)
    {
        var path = PathFor(database);

        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes("Held by ChangeGate while it runs; may be deleted when it does not.\n"));
            file.Flush();
            return new SqliteLock(file);
        }
        catch (UnauthorizedAccessException)
        {
            throw Unwritable(database);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (IOException)
        {
            throw Unwritable(database);
        }
    }

    public static async Task<SqliteLock?> TryTakeAsync(SqliteFile database, TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();

        while (time.GetElapsedTime(start) < atMost)
        {
            if (TryOnce(database) is { } taken)
            {
                return taken;
            }

            await Task.Delay(Pause, time, cancellation);
        }

        return TryOnce(database);
    }

    public void Dispose() => _file.Dispose();

    private static GateException Unwritable(SqliteFile database) => new(
        $"The folder of the database file `{database.Path}` cannot be written.",
        "Give this user the right to write the file and its folder: SQLite keeps its journal beside it.");
}
