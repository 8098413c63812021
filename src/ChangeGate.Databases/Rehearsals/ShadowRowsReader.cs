using System.Globalization;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals.Values;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Reads the rows of a shadow that was filled with made-up ones, to be compared with another moment. Larger tables are not followed.</summary>
/// <param name="shadow">Stays when this is disposed of.</param>
/// <param name="session">Of the shadow.</param>
internal sealed class ShadowRowsReader(Shadow shadow, RunSession session) : IAsyncDisposable
{
    // Who owns a table may be kept from its rows by a policy; who watches is not.
    private readonly PostgreSqlConnections? _watching = shadow.WatchingAddress is { } address ? new PostgreSqlConnections(address.Connection) : null;

    /// <summary>A history brings rows of its own.</summary>
    public const int MostRows = 1000;

    public async Task<ShadowRows> ReadAsync(CancellationToken cancellation)
    {
        if (_watching is not null)
        {
            var connection = await _watching.OpenAsync(cancellation);

            try
            {
                var rows = await PostgreSqlRows.ReadAsync(connection, isAskedAgain: true, cancellation);
                await _watching.LeaveUnusedAsync(connection);
                return rows;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        await using var work = await session.OpenWorkAsync(cancellation);
        await shadow.VerifyAsync(work.Connection, cancellation);

        return work.Connection is SqliteConnection file ? await SqliteRows.ReadAsync(file, cancellation) : await PostgreSqlRows.ReadAsync((Npgsql.NpgsqlConnection)work.Connection, isAskedAgain: false, cancellation);
    }

    public ValueTask DisposeAsync() => _watching?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>As text, whatever its type.</summary>
    public static string? TextOf(object value) => value switch
    {
        DBNull => null,
        byte[] bytes => $"\\x{Convert.ToHexStringLower(bytes)}",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
