using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Running;
using ChangeGate.Reports;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

internal sealed class SqliteSession : RunSession
{
    private readonly SqliteFile _file;
    private readonly RunLimits _limits;
    private readonly SqliteLock _lock;
    private readonly SqliteConnection _control;

    private SqliteSession(SqliteFile file, RunLimits limits, SqliteLock held, SqliteConnection control)
    {
        _file = file;
        _limits = limits;
        _lock = held;
        _control = control;
        Journal = new Journal(control, Dialect.Sqlite, file.Host);
    }

    public override Journal Journal { get; }

    public static async Task<RunSession> OpenAsync(SqliteFile file, SessionRequest request, CancellationToken cancellation)
    {
        var held = await LockAsync(file, request, cancellation);

        try
        {
            var control = await file.OpenAsync(SqliteOpenMode.ReadWriteCreate, cancellation);
            var session = new SqliteSession(file, request.Limits, held, control);
            await session.ProveWritableAsync(cancellation);
            return session;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    // The operating system holds the lock as long as this process lives.
    public override Task VerifyLockAsync(CancellationToken cancellation) => Task.CompletedTask;

    public override async Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation)
    {
        try
        {
            return (await SqliteSchema.ReadAsync(_control, cancellation)).Without(_file.Host);
        }
        catch (SqliteException failure)
        {
            throw _file.OfFailure(failure, "read");
        }
    }

    public override async Task<IReadOnlyDictionary<ObjectName, TableContent>> ReadContentsAsync(IReadOnlyList<Table> tables, CancellationToken cancellation)
    {
        var contents = new Dictionary<ObjectName, TableContent>();

        foreach (var table in tables)
        {
            contents[table.Id.Name] = await ReadContentAsync(table.Id.Name.Name, cancellation);
        }

        return contents;
    }

    // A virtual table whose module or own tables are gone stands in the schema, and holds nothing that could be read.
    private async Task<TableContent> ReadContentAsync(string table, CancellationToken cancellation)
    {
        try
        {
            return await TableContent.ReadAsync(_control, SqlDialects.For(Dialect.Sqlite).Quote(table), cancellation);
        }
        catch (SqliteException failure)
        {
            return new TableContent(0, Digest.Of($"cannot be read: {failure.SqliteErrorCode}"));
        }
    }

    // A rollback journal and a table that is rebuilt take up to as much as there is.
    public override Task<Refusal?> HindranceAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var needed = new FileInfo(_file.Path).Length;
        var free = new DriveInfo(_file.Path).AvailableFreeSpace;

        return Task.FromResult(free >= needed ? null : new Refusal(
            RefusalKind.NotNow,
            $"The disk of `{_file.Name}` has {Wording.Bytes(free)} left, and the file takes {Wording.Bytes(needed)}: a rebuilt table and the rollback journal may need as much again.",
            "Make room there and run again."));
    }

    public override async Task<WorkConnection> OpenWorkAsync(CancellationToken cancellation)
    {
        var connection = await _file.OpenAsync(SqliteOpenMode.ReadWrite, cancellation);
        SqliteTimeouts.Apply(connection, _limits.Lock);
        return new SqliteWork(connection, _file.Host);
    }

    // VACUUM and pragmas are all that SQLite keeps out of transactions, and they may be done twice.
    public override Task<Aftermath> ExamineAsync(RunnableStatement statement, SchemaSnapshot? recorded, CancellationToken cancellation) =>
        Task.FromResult(statement.Changes.All(change => change is Maintain or SetPragma)
            ? new Aftermath(Effect.None, [], "Upkeep may be done twice.")
            : new Aftermath(Effect.Unknown, [], "The schema does not tell whether it took effect."));

    public override async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        _lock.Dispose();
    }

    private async Task ProveWritableAsync(CancellationToken cancellation)
    {
        try
        {
            SqliteTimeouts.Apply(_control, _limits.Lock);

            foreach (var sql in (string[])["begin immediate", "rollback"])
            {
                await using var command = new SqliteCommand(sql, _control);
                await command.ExecuteNonQueryAsync(cancellation);
            }
        }
        catch (SqliteException failure)
        {
            await _control.DisposeAsync();
            throw _file.OfFailure(failure, "write");
        }
    }

    private static async Task<SqliteLock> LockAsync(SqliteFile file, SessionRequest request, CancellationToken cancellation)
    {
        if (SqliteLock.TryOnce(file) is { } taken)
        {
            return taken;
        }

        var limit = request.Limits.OtherRun;
        request.Progress.Report(new WaitingForOtherRun(limit));

        return await SqliteLock.TryTakeAsync(file, limit, request.Time, cancellation)
            ?? throw new RunRefusedException(new Refusal(
                RefusalKind.Locked,
                $"Another run is under way on the database file `{file.Name}`; it did not end within {limit.TotalSeconds:0.#} seconds.",
                "Wait for it to end and run again."));
    }
}
