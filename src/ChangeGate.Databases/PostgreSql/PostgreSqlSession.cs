using System.Data;
using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.PostgreSql.Catalog;
using ChangeGate.Databases.PostgreSql.Guard;
using ChangeGate.Databases.Running;
using ChangeGate.Failures;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>The lock's own connection stands in no transaction, so it holds no snapshot that a concurrent index build would wait for.</summary>
internal sealed class PostgreSqlSession : RunSession
{
    private readonly PostgreSqlConnections _connections;
    private readonly SessionRequest _request;
    private readonly NpgsqlConnection _control;
    private readonly PostgreSqlLock _lock;
    private readonly PostgreSqlLock? _hostLock;

    private PostgreSqlSession(PostgreSqlConnections connections, SessionRequest request, NpgsqlConnection control)
    {
        _connections = connections;
        _request = request;
        _control = control;
        _lock = new PostgreSqlLock(control, PostgreSqlLock.RunKey);
        _hostLock = connections.Host?.LockKey(control.Database) is { } key ? new PostgreSqlLock(control, key) : null;
        Journal = new Journal(control, Changes.Dialect.PostgreSql, connections.Host);
    }

    public override Journal Journal { get; }

    // It may be lost at any time.
    private NpgsqlConnection Control => _control.Stand();

    public static async Task<RunSession> OpenAsync(PostgreSqlConnections connections, SessionRequest request, CancellationToken cancellation)
    {
        var control = await connections.OpenAsync(cancellation);
        var session = new PostgreSqlSession(connections, request, control);

        try
        {
            await PostgreSqlTimeouts.ApplyAsync(control, PostgreSqlTimeouts.ForControl, cancellation);
            await session.RefuseStandbyAsync(cancellation);
            await session.LockAsync(cancellation);
            await PostgreSqlPooler.RefuseAsync(connections, control, cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public override async Task VerifyLockAsync(CancellationToken cancellation)
    {
        try
        {
            if (await _lock.IsHeldAsync(cancellation) && (_hostLock is null || await _hostLock.IsHeldAsync(cancellation)))
            {
                return;
            }
        }
        catch (DbException)
        {
            // A lost connection has lost its lock.
        }

        throw new GateException(
            "The lock of this run is no longer held: the connection that held it was closed or given to somebody else.",
            "Run again; connect to PostgreSQL itself and not through a pooler that shares sessions (PgBouncer in transaction mode).");
    }

    public override async Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation)
    {
        await using var transaction = await Control.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await CatalogReader.PrepareAsync(Control, cancellation);
        return (await CatalogReader.ReadAgainAsync(Control, cancellation)).Without(_connections.Host);
    }

    public override Task<IReadOnlyDictionary<ObjectName, TableContent>> ReadContentsAsync(IReadOnlyList<Table> tables, CancellationToken cancellation) =>
        PostgreSqlContents.ReadAsync(Control, tables, cancellation);

    public override Task<Refusal?> HindranceAsync(IReadOnlyList<string> names, CancellationToken cancellation) =>
        new PostgreSqlHindrances(Control, _request.Limits).FindAsync(names, cancellation);

    public override ValueTask ForgetWorkAsync() => _connections.ForgetAsync();

    public override async Task<WorkConnection> OpenWorkAsync(CancellationToken cancellation)
    {
        var connection = await _connections.OpenAsync(cancellation);

        try
        {
            await PostgreSqlTimeouts.ApplyAsync(connection, PostgreSqlTimeouts.ForWork(_request.Limits), cancellation);
            var working = new PostgreSqlLock(connection, PostgreSqlLock.WorkKey);

            return await working.TryTakeAsync(_request.Limits.OtherRun, _request.Time, cancellation)
                ? new PostgreSqlWork(connection, _control, _connections.Host, _request.Limits, _connections.LeaveAsNewAsync)
                : throw await LockedAsync(working, "A statement of an earlier run still goes on in the server", cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override Task<Aftermath> ExamineAsync(RunnableStatement statement, SchemaSnapshot? recorded, CancellationToken cancellation) =>
        PostgreSqlAftermath.ExamineAsync(Control, statement, recorded, cancellation);

    public override Task<GuardStatus> ReadGuardAsync(CancellationToken cancellation) => GuardReader.ReadAsync(Control, cancellation);

    public override Task ReportGuardAsync(string runId, long upTo, CancellationToken cancellation) => GuardReader.ReportAsync(Control, runId, upTo, cancellation);

    public override ValueTask DisposeAsync() => _control.DisposeAsync();

    private async Task RefuseStandbyAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_is_in_recovery()", _control);

        if (await command.ExecuteScalarAsync(cancellation) is true)
        {
            throw new GateException("The server is a standby and takes no changes.", "Connect to the primary.");
        }
    }

    private async Task LockAsync(CancellationToken cancellation)
    {
        if (!await _lock.TryOnceAsync(cancellation))
        {
            _request.Progress.Report(new WaitingForOtherRun(_request.Limits.OtherRun));

            if (!await _lock.TryTakeAsync(_request.Limits.OtherRun, _request.Time, cancellation))
            {
                throw await LockedAsync(_lock, "Another run is under way on this database", cancellation);
            }
        }

        if (_hostLock is not null && !await _hostLock.TryTakeAsync(_request.Limits.OtherRun, _request.Time, cancellation))
        {
            throw await LockedAsync(_hostLock, $"{_connections.Host?.Tool} is at work on this database", cancellation);
        }

        await VerifyLockAsync(cancellation);
    }

    private async Task<RunRefusedException> LockedAsync(PostgreSqlLock held, string problem, CancellationToken cancellation)
    {
        var holder = await held.HolderAsync(cancellation);
        return new RunRefusedException(new Refusal(
            RefusalKind.Locked,
            $"{problem}{(holder is null ? "" : $": {holder}")}; it did not end within {_request.Limits.OtherRun.TotalSeconds:0.#} seconds.",
            "Wait for it to end and run again."));
    }
}
