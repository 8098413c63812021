using System.Globalization;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals.Values;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Reads the rows of a shadow that was filled with made-up ones, to be compared with another moment. Larger tables are not followed.</summary>
internal static class ShadowRowsReader
{
    /// <summary>A history brings rows of its own.</summary>
    public const int MostRows = 1000;

    public static async Task<ShadowRows> ReadAsync(Shadow shadow, RunSession session, CancellationToken cancellation)
    {
        // Who owns a table may be kept from its rows by a policy; who watches is not.
        if (shadow.WatchingAddress is { } watching)
        {
            await using var connections = new PostgreSqlConnections(watching.Connection);
            await using var connection = await connections.OpenAsync(cancellation);

            return await PostgreSqlRows.ReadAsync(connection, cancellation);
        }

        await using var work = await session.OpenWorkAsync(cancellation);
        await shadow.VerifyAsync(work.Connection, cancellation);

        return work.Connection is SqliteConnection file ? await SqliteRows.ReadAsync(file, cancellation) : await PostgreSqlRows.ReadAsync((Npgsql.NpgsqlConnection)work.Connection, cancellation);
    }

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
