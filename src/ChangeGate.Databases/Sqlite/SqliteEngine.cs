using ChangeGate.Changes;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Running;
using ChangeGate.Failures;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

internal sealed class SqliteEngine : IEngine
{
    private readonly SqliteFile _file;
    private readonly TimeProvider _time;

    // Opening a connection would do it; the version is asked for before.
    static SqliteEngine() => SQLitePCL.Batteries_V2.Init();

    private SqliteEngine(SqliteFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
    }

    public Dialect Dialect => Dialect.Sqlite;

    public string Server { get; } = $"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}";

    public int MajorVersion => SQLitePCL.raw.sqlite3_libversion_number() / 1_000_000;

    public string Database => _file.Name;

    HostJournal? IEngine.Host => _file.Host;

    public static async Task<IEngine> OpenAsync(EngineAddress address, TimeProvider time, CancellationToken cancellation)
    {
        var file = SqliteFile.Of(address.Connection, address.Confine, address.Host);
        file.Check(address.MayCreate);
        var engine = new SqliteEngine(file, time);

        if (File.Exists(file.Path))
        {
            // The first question is the first that finds out about a file that is no database.
            await engine.ReadAsync(connection => SqliteSchema.CountAsync(connection, cancellation), cancellation);
        }

        return engine;
    }

    public Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation) => File.Exists(_file.Path)
        ? ReadAsync(async connection => (await SqliteSchema.ReadAsync(connection, cancellation)).Without(_file.Host), cancellation)
        : Task.FromResult(SchemaSnapshot.Empty(Dialect.Sqlite));

    public async Task<SchemaStatistics> ReadStatisticsAsync(CancellationToken cancellation) =>
        new(_time.GetUtcNow(), File.Exists(_file.Path) ? await ReadAsync(connection => SqliteSizes.ReadAsync(connection, SqliteSizes.CountedFile, cancellation), cancellation) : []);

    public async Task<TableContent?> ReadContentAsync(ObjectName table, CancellationToken cancellation) =>
        (await ReadSnapshotAsync(cancellation)).Contains(ObjectId.Table(table))
            ? await ReadAsync(connection => TableContent.ReadAsync(connection, SqlDialects.For(Dialect).Quote(table.Name), cancellation), cancellation)
            : null;

    Task<RunSession> IEngine.OpenSessionAsync(SessionRequest request, CancellationToken cancellation) => SqliteSession.OpenAsync(_file, request, cancellation);

    async Task<T> IEngine.ReadJournalAsync<T>(Func<Journals.Journal, Task<T>> read, CancellationToken cancellation)
    {
        if (File.Exists(_file.Path))
        {
            return await ReadAsync(connection => read(new Journals.Journal(connection, Dialect, _file.Host)), cancellation);
        }

        await using var nothing = new SqliteConnection("Data Source=:memory:");
        await nothing.OpenAsync(cancellation);
        return await read(new Journals.Journal(nothing, Dialect, _file.Host));
    }

    Task<string> IEngine.ReadIdentityAsync(CancellationToken cancellation) => Task.FromResult(_file.RealPath);

    async Task<IReadOnlyList<object?[]>> IEngine.AskAsync(string query, TimeSpan within, int most, CancellationToken cancellation)
    {
        await using var connection = await _file.OpenAsync(SqliteOpenMode.ReadOnly, cancellation);

        return await SqliteQuestion.AskAsync(connection, query, within, most, cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await ReadOnceAsync(read, cancellation);
        }
        catch (GateException failure) when (failure.InnerException is SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_READONLY_ROLLBACK or SQLitePCL.raw.SQLITE_READONLY_RECOVERY })
        {
            await _file.TakeBackAsync(cancellation);
            return await ReadOnceAsync(read, cancellation);
        }
    }

    private async Task<T> ReadOnceAsync<T>(Func<SqliteConnection, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await _file.OpenAsync(SqliteOpenMode.ReadOnly, cancellation);

        try
        {
            await using (var begin = new SqliteCommand("begin", connection))
            {
                await begin.ExecuteNonQueryAsync(cancellation);
            }

            return await read(connection);
        }
        catch (SqliteException failure)
        {
            throw _file.OfFailure(failure, "read");
        }
    }
}
