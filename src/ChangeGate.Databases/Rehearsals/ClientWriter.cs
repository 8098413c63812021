using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Sql;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Writes as clients do: through triggers, rules and constraints. What the engine refuses is not written.</summary>
internal sealed class ClientWriter(DbConnection connection, Dialect dialect)
{
    private const int RowsTried = 6;

    public async Task BeginAsync(CancellationToken cancellation)
    {
        await RunAsync("BEGIN", cancellation);

        if (dialect == Dialect.PostgreSql)
        {
            await RunAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellation);
        }
    }

    public Task CommitAsync(CancellationToken cancellation) => RunAsync("COMMIT", cancellation);

    /// <summary>Rows whose keys are taken are left out.</summary>
    public async Task InsertAsync(SyntheticRows rows, CancellationToken cancellation)
    {
        foreach (var batch in rows.Batches.Where(static batch => batch.Rows.Count > 0))
        {
            if (!await TryAsync(Unless(batch.Together), cancellation))
            {
                // The last are the least likely to meet a key that is taken.
                foreach (var (insert, _) in batch.Inserts.Reverse().Take(RowsTried))
                {
                    await TryAsync(Unless(insert), cancellation);
                }
            }
        }
    }

    /// <summary>Every other row becomes like one of the new rows in all that no key forbids.</summary>
    public async Task ChangeAsync(ClientContent before, ClientContent now, CancellationToken cancellation)
    {
        var models = now.Rows.Keys.Except(before.Rows.Keys).DefaultIfEmpty(now.Rows.Keys.LastOrDefault()).OfType<string>().ToList();

        if (before.Table.Key.Count == 0 || before.Table.Free.Count == 0 || models.Count == 0)
        {
            return;
        }

        var columns = string.Join(", ", before.Table.Free.Select(SqlDialects.For(dialect).Quote));
        var table = ClientContent.NameOf(dialect, before.Table);

        foreach (var (index, key) in Keys(before).Index().Where(static row => row.Index % 2 == 0).Take(RowsTried))
        {
            var model = models[index / 2 % models.Count];
            await TryAsync($"UPDATE {table} SET ({columns}) = (SELECT {columns} FROM {table} WHERE {now.Where(dialect, model)}) WHERE {before.Where(dialect, key)}", cancellation);
        }
    }

    /// <summary>Some of the rows that are left as they were.</summary>
    public async Task DeleteAsync(ClientContent before, CancellationToken cancellation)
    {
        if (before.Table.Key.Count == 0)
        {
            return;
        }

        foreach (var (_, key) in Keys(before).Index().Where(static row => row.Index % 4 == 1).Take(RowsTried / 2))
        {
            await TryAsync($"DELETE FROM {ClientContent.NameOf(dialect, before.Table)} WHERE {before.Where(dialect, key)}", cancellation);
        }
    }

    private static IEnumerable<string> Keys(ClientContent content) => content.Rows.Keys.Order(StringComparer.Ordinal);

    private string Unless(string insert) => dialect == Dialect.Sqlite
        ? insert.Replace("INSERT OR ABORT INTO", "INSERT OR IGNORE INTO", StringComparison.Ordinal)
        : $"{insert} ON CONFLICT DO NOTHING";

    private async Task<bool> TryAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await RunAllAsync(["SAVEPOINT client", sql, "RELEASE SAVEPOINT client"], cancellation);
            return true;
        }
        catch (DbException)
        {
            await RunAsync("ROLLBACK TO SAVEPOINT client", cancellation);
            await RunAsync("RELEASE SAVEPOINT client", cancellation);
            return false;
        }
    }

    // In one round trip where that saves any.
    private async Task RunAllAsync(IReadOnlyList<string> statements, CancellationToken cancellation)
    {
        if (connection is NpgsqlConnection server)
        {
            await using var batch = server.BatchOf(statements);
            await batch.ExecuteNonQueryAsync(cancellation);
            return;
        }

        foreach (var statement in statements)
        {
            await RunAsync(statement, cancellation);
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
