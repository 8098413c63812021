using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

/// <summary>Asks a file something that it can only read, and stops where the answer does not come.</summary>
internal static class SqliteQuestion
{
    public static async Task<IReadOnlyList<object?[]>> AskAsync(SqliteConnection connection, string query, TimeSpan within, int most, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(within);

        // The driver's own timeout is for locks only.
        await using var stop = patience.Token.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        await using var command = connection.CreateCommand();
        command.CommandText = query;

        return await Answer.ReadAsync(command, most, cancellation);
    }
}
