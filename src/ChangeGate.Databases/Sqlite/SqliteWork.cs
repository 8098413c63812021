using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Running;
using ChangeGate.Schemas;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

internal sealed class SqliteWork(SqliteConnection connection, HostJournal? host) : WorkConnection
{
    private readonly SqliteStatements _statements = new(connection);

    private Dictionary<string, long>? _orphansBefore;

    public override Journal Journal { get; } = new(connection, Dialect.Sqlite, host);

    public override DbConnection Connection => connection;

    // Inside a transaction `PRAGMA foreign_keys` does nothing (pragma.html), so it stands before BEGIN.
    public override async Task BeginAsync(bool foreignKeysOff, CancellationToken cancellation)
    {
        _statements.Run($"pragma foreign_keys = {(foreignKeysOff ? "off" : "on")}", cancellation);
        _statements.Run("begin immediate", cancellation);
        _orphansBefore = foreignKeysOff ? await OrphansAsync(cancellation) : null;
    }

    public override Task<long?> ExecuteAsync(RunnableStatement statement, CancellationToken cancellation)
    {
        var before = SQLitePCL.raw.sqlite3_total_changes(connection.Handle);
        _statements.Run(statement.Text, cancellation);
        var changed = SQLitePCL.raw.sqlite3_total_changes(connection.Handle) - before;
        long? rows = statement.Changes.Any(change => change is InsertRows or UpdateRows or DeleteRows) ? changed : null;
        return Task.FromResult(rows);
    }

    public override async Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation) => (await SqliteSchema.ReadAsync(connection, cancellation)).Without(host);

    public override async Task VerifyTransactionAsync(CancellationToken cancellation)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0)
        {
            throw new StatementFailedException(new EngineError("1", "the script ended the transaction that it ran in") { Uncertain = true });
        }

        await RefuseOrphansAsync(cancellation);
    }

    public override Task CommitAsync(CancellationToken cancellation)
    {
        _statements.Run("commit", CancellationToken.None);
        return Task.CompletedTask;
    }

    public override Task RollbackAsync()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            _statements.Run("rollback", CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    // While foreign keys are off nobody checks them: rows that now point nowhere, and did not before, stop the migration.
    private async Task RefuseOrphansAsync(CancellationToken cancellation)
    {
        if (_orphansBefore is not { } before)
        {
            return;
        }

        var worse = (await OrphansAsync(cancellation)).Where(table => table.Value > before.GetValueOrDefault(table.Key)).Select(table => $"`{table.Key}`").ToList();

        if (worse.Count > 0)
        {
            throw new StatementFailedException(new EngineError("787", $"rows of {string.Join(", ", worse)} would reference rows that are not there (PRAGMA foreign_key_check)"));
        }
    }

    private async Task<Dictionary<string, long>> OrphansAsync(CancellationToken cancellation)
    {
        await using var command = new SqliteCommand("""select "table", count(*) from pragma_foreign_key_check group by "table" """, connection);
        var orphans = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);

        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);

            while (await reader.ReadAsync(cancellation))
            {
                orphans[reader.GetString(0)] = reader.GetInt64(1);
            }
        }
        catch (SqliteException failure)
        {
            throw new StatementFailedException(new EngineError($"{failure.SqliteExtendedErrorCode}", "the foreign keys could not be checked: one of them does not match the table that it references"));
        }

        return orphans;
    }
}
