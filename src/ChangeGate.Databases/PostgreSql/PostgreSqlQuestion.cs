using System.Globalization;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Asks a database something in a transaction that can only read.</summary>
internal static class PostgreSqlQuestion
{
    // A copy of a cluster has its number too, but no two servers began at the same microsecond with a database of the same number.
    private const string Identity = """
        select concat_ws(' ', extract(epoch from pg_catalog.pg_postmaster_start_time())::text, pg_catalog.current_setting('port'), oid::text, datname)
        from pg_catalog.pg_database where datname = pg_catalog.current_database()
        """;

    public static async Task<string> IdentityAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Identity, connection);

        return $"{await command.ExecuteScalarAsync(cancellation)}";
    }

    public static async Task<IReadOnlyList<object?[]>> AskAsync(NpgsqlConnection connection, string query, TimeSpan within, int most, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, "begin transaction read only", cancellation);
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"set local statement_timeout = {(long)within.TotalMilliseconds}"), cancellation);
        await using var command = new NpgsqlCommand(query, connection);

        return await Answer.ReadAsync(command, most, cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
