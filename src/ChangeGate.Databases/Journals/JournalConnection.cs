using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Journals;

/// <summary>Statements of a journal, ours or another tool's, over a connection whose transaction they join.</summary>
internal sealed class JournalConnection(DbConnection connection, Dialect dialect)
{
    public Dialect Dialect => dialect;

    /// <summary>Positional parameters: <c>$1</c>, <c>$2</c> …</summary>
    public async Task ExecuteAsync(string sql, object?[] values, CancellationToken cancellation)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<List<T>> QueryAsync<T>(string sql, object?[] values, Func<JournalRow, T> read, CancellationToken cancellation)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();

        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(new JournalRow(reader)));
        }

        return rows;
    }

    public async Task<long> CountAsync(string sql, object?[] values, CancellationToken cancellation)
    {
        await using var command = Command(sql, values);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation));
    }

    /// <summary>All of it is written, or nothing.</summary>
    public async Task TogetherAsync(Func<Task> write, CancellationToken cancellation)
    {
        await using var transaction = await connection.Stand().BeginTransactionAsync(cancellation);
        await write();
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <param name="schema">null for SQLite.</param>
    /// <param name="table">As it is stored, without quotes.</param>
    /// <param name="cancellation">Before the answer.</param>
    public async Task<bool> HasTableAsync(string? schema, string table, CancellationToken cancellation) => dialect == Dialect.PostgreSql
        ? await CountAsync("select count(*) from pg_catalog.pg_tables where schemaname = $1 and tablename = $2", [schema ?? "public", table], cancellation) > 0
        : await CountAsync("select count(*) from main.sqlite_schema where type = 'table' and lower(name) = lower($1)", [table], cancellation) > 0;

    /// <returns>True for exactly these columns, or where none are asked for.</returns>
    /// <param name="table">Which is there.</param>
    /// <param name="columns">In any order.</param>
    /// <param name="cancellation">Before the answer.</param>
    public async Task<bool> HasColumnsAsync(ObjectName table, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var (sql, values) = dialect == Dialect.PostgreSql
            ? ("select column_name::text from information_schema.columns where table_schema = $1 and table_name = $2", new object?[] { table.Schema ?? "public", table.Name })
            : ("select name from pragma_table_info($1)", [table.Name]);
        var found = await QueryAsync(sql, values, row => row.Text(0), cancellation);

        return columns.Count == 0 || found.Order(StringComparer.Ordinal).SequenceEqual(columns.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private DbCommand Command(string sql, object?[] values)
    {
        var command = connection.Stand().CreateCommand();
        command.CommandText = sql;

        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.Add(Parameter(command, index, values[index]));
        }

        return command;
    }

    // Npgsql's positional parameters have no name; SQLite takes `$1` for a name like any other.
    private static DbParameter Parameter(DbCommand command, int index, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = parameter is NpgsqlParameter ? "" : $"${index + 1}";
        parameter.Value = value switch
        {
            null => DBNull.Value,
            Digest digest => digest.ToString(),
            DateTimeOffset time => time.ToUniversalTime(),
            _ => value,
        };

        return parameter;
    }
}
