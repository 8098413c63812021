using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.PostgreSql.Catalog;
using ChangeGate.Databases.Running;
using ChangeGate.Schemas;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <param name="connection">One migration runs over it.</param>
/// <param name="control">Asked what became of it.</param>
/// <param name="host">The journal of another tool that is kept beside ours.</param>
/// <param name="limits">Of its statements.</param>
/// <param name="leave">Where the connection goes after everything on it went well, so that the next migration finds a session without anything of this one.</param>
internal sealed class PostgreSqlWork(NpgsqlConnection connection, NpgsqlConnection control, HostJournal? host, RunLimits limits, Func<NpgsqlConnection, ValueTask> leave) : WorkConnection
{
    // A setting of our own that lives as long as the transaction: where a script ended it behind our back, the mark is gone.
    private const string Mark = "changegate.transaction";

    private bool _hasFailed;
    private bool _inTransaction;
    private bool _limitsAreTheScripts;
    private (TimeSpan Lock, TimeSpan Statement) _ofSession = (limits.Lock, limits.Statement);
    private (TimeSpan Lock, TimeSpan Statement) _ofTransaction;

    public override Journal Journal { get; } = new(connection, Dialect.PostgreSql, host);

    public override DbConnection Connection => connection;

    public override async Task BeginAsync(bool foreignKeysOff, CancellationToken cancellation)
    {
        _ofTransaction = _ofSession;
        await SendAsync(["begin", $"select set_config('{Mark}', 'ours', true)"], cancellation);
        _inTransaction = true;
    }

    public override async Task<long?> ExecuteAsync(RunnableStatement statement, CancellationToken cancellation)
    {
        await LimitAsync(statement, cancellation);
        var patience = LimitsOf(statement).Lock;
        await using var blockers = patience > TimeSpan.Zero ? new PostgreSqlBlockers(control, connection.ProcessID, patience) : null;

        try
        {
            return statement.CopyData is { } lines
                ? await CopyAsync(statement.Text, lines, cancellation)
                : await RunAsync(statement.Text, cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or System.IO.IOException)
        {
            var failed = Failed(failure, statement.Text, isLast: false);
            var holders = failed.Error.Code == PostgresErrorCodes.LockNotAvailable && blockers is not null ? await blockers.StopAsync() : "";

            throw holders.Length == 0 ? failed : new StatementFailedException(failed.Error with { Message = failed.Error.Message + holders });
        }
    }

    // As the session's own user again: a script may have taken another role, which need not be allowed to write the journal.
    public override async Task FinishAsync(CancellationToken cancellation)
    {
        await VerifyTransactionAsync(cancellation);
        await SendAsync(["set local session authorization default", "set local role none", "set local statement_timeout = 0"], cancellation);
    }

    public override async Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation) => (await CatalogReader.ReadAsync(connection, cancellation)).Without(host);

    public override async Task VerifyTransactionAsync(CancellationToken cancellation)
    {
        if (await ScalarAsync(connection, $"select current_setting('{Mark}', true)", cancellation) is not "ours")
        {
            throw new StatementFailedException(new EngineError("25P01", "the script ended the transaction that it ran in") { Uncertain = true });
        }
    }

    public override async Task CommitAsync(CancellationToken cancellation)
    {
        var transaction = (string?)await ScalarAsync(connection, "select pg_current_xact_id()::text", cancellation);

        try
        {
            // Never cancelled: an answer is on its way, and it is the one that counts.
            await SendAsync("commit", CancellationToken.None);
            _inTransaction = false;
        }
        catch (StatementFailedException failure) when (failure.Error.Uncertain)
        {
            _inTransaction = false;
            await AskWhatBecameOfAsync(transaction, failure);
        }
    }

    public override async Task RollbackAsync()
    {
        if (!_inTransaction)
        {
            return;
        }

        _inTransaction = false;
        _limitsAreTheScripts = false;

        try
        {
            await SendAsync("rollback", CancellationToken.None);
        }
        catch (StatementFailedException)
        {
            // The connection is gone, and its transaction with it.
        }
    }

    public override ValueTask DisposeAsync() => _hasFailed ? connection.DisposeAsync() : leave(connection);

    // pg_xact_status knows of a transaction whose COMMIT was sent and whose answer was lost.
    private async Task AskWhatBecameOfAsync(string? transaction, StatementFailedException failure)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var status = await ScalarAsync(control, $"select pg_xact_status('{transaction}'::xid8)", CancellationToken.None) as string;

            if (status == "committed")
            {
                return;
            }

            if (status == "aborted")
            {
                throw new StatementFailedException(failure.Error with { Uncertain = false });
            }

            await Task.Delay(100);
        }

        throw new StatementFailedException(failure.Error with { Uncertain = false, Message = "the answer to COMMIT was lost; the next run finds the journal's row, or does not" });
    }

    private async Task LimitAsync(RunnableStatement statement, CancellationToken cancellation)
    {
        _limitsAreTheScripts |= statement.SetsLimits;
        var wanted = LimitsOf(statement);

        if (_limitsAreTheScripts || wanted == (_inTransaction ? _ofTransaction : _ofSession))
        {
            return;
        }

        // What is set locally is gone with its transaction.
        var local = _inTransaction ? "local " : "";
        await SendAsync([$"set {local}lock_timeout = {PostgreSqlTimeouts.Milliseconds(wanted.Lock)}", $"set {local}statement_timeout = {PostgreSqlTimeouts.Milliseconds(wanted.Statement)}"], cancellation);
        (_ofTransaction, _ofSession) = (wanted, _inTransaction ? _ofSession : wanted);
    }

    // Waiting for old transactions counts as waiting for a lock, and CONCURRENTLY waits for all of them while it keeps nobody else out.
    private (TimeSpan Lock, TimeSpan Statement) LimitsOf(RunnableStatement statement) =>
        statement.Yields ? (limits.Build, limits.Build) : (limits.Lock, statement.Builds ? limits.Build : limits.Statement);

    private async Task<long?> RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        var rows = await command.ExecuteNonQueryAsync(cancellation);
        return rows < 0 ? null : rows;
    }

    private async Task<long?> CopyAsync(string sql, string lines, CancellationToken cancellation)
    {
        await using (var writer = await connection.BeginTextImportAsync(sql, cancellation))
        {
            await writer.WriteAsync(lines.AsMemory(), cancellation);
        }

        return null;
    }

    private Task SendAsync(string sql, CancellationToken cancellation) => SendAsync([sql], cancellation);

    // On one way to the server and back.
    private async Task SendAsync(string[] statements, CancellationToken cancellation)
    {
        try
        {
            await using var batch = new NpgsqlBatch(connection);

            foreach (var sql in statements)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            }

            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or System.IO.IOException or InvalidOperationException)
        {
            throw Failed(failure, statements[0], isLast: statements is ["commit"]);
        }
    }

    // A transaction that never saw its COMMIT is rolled back, whatever else is lost.
    private StatementFailedException Failed(Exception failure, string sql, bool isLast)
    {
        _hasFailed = true;
        var error = PostgreSqlError.Of(failure, sql);
        return new StatementFailedException(error with { Uncertain = error.Uncertain && (isLast || !_inTransaction) });
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection asked, string sql, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, asked);
            return await command.ExecuteScalarAsync(cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or System.IO.IOException or InvalidOperationException)
        {
            throw new StatementFailedException(PostgreSqlError.Of(failure, sql) with { Uncertain = false });
        }
    }
}
