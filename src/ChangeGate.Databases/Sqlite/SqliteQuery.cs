using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

internal static class SqliteQuery
{
    /// <summary>In the connection's transaction, where it is in one.</summary>
    public static async Task<List<T>> QueryAsync<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();

        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
