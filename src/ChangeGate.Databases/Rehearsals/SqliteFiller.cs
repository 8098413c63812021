using System.Diagnostics;
using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Databases.Sqlite;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Triggers act, because SQLite cannot switch them off. Foreign keys are looked at after the last row, and what points at nothing is taken out again.</summary>
internal sealed class SqliteFiller
{
    // A trigger may go on for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Each round may leave others pointing at nothing.
    private const int MostRounds = 20;

    // Of the engine's own machine, between two looks at the clock.
    private const int OperationsBetween = 10_000;

    // Where the other table is not there, whoever wrote the schema runs it without foreign keys.
    private const string PointingAtNothing = """
        SELECT DISTINCT "table", rowid FROM pragma_foreign_key_check
        WHERE rowid IS NOT NULL AND lower("parent") IN (SELECT lower(name) FROM sqlite_schema WHERE type = 'table')
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, FilledTable> _filled = new(StringComparer.OrdinalIgnoreCase);

    private SqliteFiller(SqliteConnection connection) => _connection = connection;

    public static async Task<EquatableList<FilledTable>> FillAsync(SqliteConnection connection, SyntheticRows rows, CancellationToken cancellation)
    {
        var filler = new SqliteFiller(connection);
        var isEnforced = await connection.QueryAsync("PRAGMA foreign_keys", row => row.GetBoolean(0), cancellation) is [true];
        await filler.RunAsync("PRAGMA foreign_keys = OFF", cancellation);
        var started = Stopwatch.GetTimestamp();
        SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, OperationsBetween, _ => Stopwatch.GetElapsedTime(started) > Patience ? 1 : 0, null);

        try
        {
            return await filler.FillAsync(rows, cancellation);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            // The engine has rolled everything back.
            return [.. rows.Batches.Select(static batch => new FilledTable(batch.Table, 0, batch.Rows.Count, "It took too long."))];
        }
        finally
        {
            SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
            await filler.RunAsync($"PRAGMA foreign_keys = {(isEnforced ? "ON" : "OFF")}", CancellationToken.None);
        }
    }

    private async Task<EquatableList<FilledTable>> FillAsync(SyntheticRows rows, CancellationToken cancellation)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellation);
        var own = await PointingAtNothingAsync(cancellation);

        foreach (var batch in rows.Batches)
        {
            await FillAsync(batch, cancellation);
        }

        foreach (var link in rows.Links)
        {
            await TryAsync(link, cancellation);
        }

        await TakeOutAsync([.. own], cancellation);
        await transaction.CommitAsync(cancellation);

        return [.. _filled.Values];
    }

    private async Task FillAsync(RowBatch batch, CancellationToken cancellation)
    {
        if (batch.Rows.Count == 0 || await TryAsync(batch.Together, cancellation) is null)
        {
            _filled[batch.Table.Name] = new FilledTable(batch.Table, batch.Rows.Count, 0, null);
            return;
        }

        var (taken, because) = (0, (string?)null);

        foreach (var (insert, instead) in batch.Inserts)
        {
            var failure = await TryAsync(insert, cancellation);
            failure = failure is not null && instead is not null && await TryAsync(instead, cancellation) is null ? null : failure;
            taken += failure is null ? 1 : 0;
            because ??= failure;
        }

        _filled[batch.Table.Name] = new FilledTable(batch.Table, taken, batch.Rows.Count - taken, because);
    }

    /// <param name="own">That pointed at nothing before: a history may have left them.</param>
    private async Task TakeOutAsync(HashSet<(string Table, long Row)> own, CancellationToken cancellation)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var wrong = (await PointingAtNothingAsync(cancellation)).Where(row => !own.Contains(row)).ToList();

            foreach (var (table, row) in wrong)
            {
                var isOut = await TryAsync($"DELETE FROM {Identifier.Quote(table)} WHERE rowid = {row.ToString(CultureInfo.InvariantCulture)}", cancellation) is null;

                if (isOut && _filled.TryGetValue(table, out var filled) && filled.Rows > 0)
                {
                    _filled[table] = filled with { Rows = filled.Rows - 1, Refused = filled.Refused + 1, Because = filled.Because ?? "FOREIGN KEY constraint failed" };
                }
            }

            if (wrong.Count == 0)
            {
                return;
            }
        }
    }

    private async Task<List<(string Table, long Row)>> PointingAtNothingAsync(CancellationToken cancellation)
    {
        try
        {
            return await _connection.QueryAsync(PointingAtNothing, row => (row.GetString(0), row.GetInt64(1)), cancellation);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode != SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            // A reference to columns without a unique key: the engine cannot check it.
            return [];
        }
    }

    // null when it succeeded.
    private async Task<string?> TryAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await RunAsync(sql, cancellation);
            return null;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode != SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            return failure.Message;
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
