using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Failures;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

/// <summary>The file that a connection string names, and what may stand in the way of opening it.</summary>
internal sealed class SqliteFile
{
    private const string Remedy = "Write the path of the database file, or `Data Source=PATH`.";

    // The first sixteen bytes of every SQLite database that is not encrypted (fileformat2.html, 1.3).
    private static readonly byte[] Magic = "SQLite format 3\0"u8.ToArray();

    private readonly SqliteConnectionStringBuilder _settings;

    private readonly Action<SqliteConnection>? _confine;

    /// <summary>The journal of another tool that is kept in it.</summary>
    public HostJournal? Host { get; private init; }

    private SqliteFile(SqliteConnectionStringBuilder settings, Action<SqliteConnection>? confine)
    {
        _settings = settings;
        _confine = confine;
    }

    public string Path => _settings.DataSource;

    /// <summary>Where links to it, or to its folder, lead.</summary>
    public string RealPath
    {
        get
        {
            var folder = System.IO.Path.GetDirectoryName(Path)!; // A full path of a file has one.
            var real = System.IO.Path.Combine(Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder, Name);

            return File.Exists(real) ? File.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real : real;
        }
    }

    /// <summary>Without its folder: folders can tell more than a report should.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <param name="connection">A path, or <c>Data Source=PATH</c>.</param>
    /// <param name="confine">Called on every connection before it is used.</param>
    /// <param name="host">The journal of another tool that is kept in it.</param>
    public static SqliteFile Of(ConnectionString connection, Action<SqliteConnection>? confine = null, HostJournal? host = null)
    {
        if (connection.IsEmpty)
        {
            throw new GateException("The SQLite connection string is empty.", Remedy);
        }

        var settings = Read(connection.Text);

        if (settings.DataSource.Length == 0 || settings.DataSource == ":memory:" || settings.Mode == SqliteOpenMode.Memory || settings.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new GateException("The SQLite connection string names no database file.", Remedy);
        }

        settings.DataSource = System.IO.Path.GetFullPath(settings.DataSource);
        settings.Pooling = false;
        return new SqliteFile(settings, confine) { Host = host };
    }

    /// <exception cref="GateException">The file is not there and may not be made, or is no database.</exception>
    public void Check(bool mayCreate)
    {
        if (Directory.Exists(Path))
        {
            throw new GateException($"`{Path}` is a folder and not a database file.", Remedy);
        }

        if (!Directory.Exists(System.IO.Path.GetDirectoryName(Path)))
        {
            throw new GateException($"The folder of the database file `{Path}` does not exist.", "Create the folder, or correct the path.");
        }

        if (!File.Exists(Path))
        {
            if (!mayCreate)
            {
                throw new GateException($"There is no database file `{Path}`.", "Correct the path; `changegate apply` creates it.");
            }

            return;
        }

        CheckHeader();
    }

    public async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_settings.ConnectionString) { Mode = mode }.ConnectionString);

        try
        {
            await connection.OpenAsync(cancellation);
            _confine?.Invoke(connection);
            return connection;
        }
        catch (SqliteException failure)
        {
            await connection.DisposeAsync();
            throw OfFailure(failure, "open");
        }
    }

    /// <summary>A process that was killed in a transaction leaves a journal that somebody has to roll back (lockingv3.html, "Hot journals"); who may only read cannot.</summary>
    public async Task TakeBackAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(SqliteOpenMode.ReadWrite, cancellation);

        try
        {
            await SqliteSchema.CountAsync(connection, cancellation);
        }
        catch (SqliteException failure)
        {
            throw OfFailure(failure, "roll back what a killed process left in");
        }
    }

    /// <param name="doing">What was tried, as the words between "could not" and the file's name.</param>
    public GateException OfFailure(SqliteException failure, string doing)
    {
        var (problem, remedy) = Say(failure, doing);

        return new GateException(problem, remedy, failure);
    }

    private (string Problem, string Remedy) Say(SqliteException failure, string doing) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => ($"`{Path}` is not a SQLite database, or it is encrypted.", "Correct the path; encrypted databases are not supported."),
        SQLitePCL.raw.SQLITE_CORRUPT => ($"The database file `{Path}` is damaged.", "Restore it from a backup, or try `.recover` of the sqlite3 program."),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => ($"The database file `{Path}` is locked by another program.", "End what uses it, or wait, and run again."),
        SQLitePCL.raw.SQLITE_READONLY => ($"The database file `{Path}` can only be read.", "Give this user the right to write the file and its folder: SQLite keeps its journal beside it."),
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH => ($"The database file `{Path}` could not be opened.", "Check the rights of this user on the file and its folder."),
        SQLitePCL.raw.SQLITE_FULL => ($"There is no space left to write the database file `{Path}`.", "Free some space and run again."),
        _ => ($"SQLite could not {doing} `{Path}` (code {failure.SqliteExtendedErrorCode}).", "Check the file with `PRAGMA integrity_check`."),
    };

    private static SqliteConnectionStringBuilder Read(string text)
    {
        if (!text.Contains('=', StringComparison.Ordinal) || File.Exists(text))
        {
            return new SqliteConnectionStringBuilder { DataSource = text };
        }

        try
        {
            return new SqliteConnectionStringBuilder(text);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // The driver's message can quote a password.
            throw new GateException("The SQLite connection string could not be read.", Remedy);
        }
    }

    private void CheckHeader()
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[16];
            var length = file.ReadAtLeast(header, 16, throwOnEndOfStream: false);

            if (length > 0 && !header[..length].SequenceEqual(Magic.AsSpan(0, length)))
            {
                throw new GateException($"`{Path}` is not a SQLite database, or it is encrypted.", "Correct the path; encrypted databases are not supported.");
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw new GateException($"The database file `{Path}` may not be read by this user.", "Check the rights of this user on the file and its folder.");
        }
        catch (IOException)
        {
            throw new GateException($"The database file `{Path}` is held by another program.", "End what uses it and run again.");
        }
    }
}
