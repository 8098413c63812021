using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>The made-up rows of one table, to be compared with another moment. They never leave this process.</summary>
/// <param name="Rows">By the text of their key, or of the whole row with its number among its equals where there is none.</param>
internal sealed record ClientContent(ClientTable Table, IReadOnlyDictionary<string, string?[]> Rows)
{
    private const char Between = '\u001f';

    public static async Task<ClientContent> ReadAsync(DbConnection connection, Dialect dialect, ClientTable table, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(column => Text(dialect, column)))} FROM {NameOf(dialect, table)}";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        var places = table.Key.Select(column => PlaceOf(table, column)).ToList();

        while (await reader.ReadAsync(cancellation))
        {
            var values = new string?[reader.FieldCount];

            for (var column = 0; column < values.Length; column++)
            {
                values[column] = await reader.IsDBNullAsync(column, cancellation) ? null : reader.GetString(column);
            }

            var key = string.Join(Between, places.Count > 0 ? places.Select(place => values[place]) : values.Select(static value => value ?? "\0"));

            for (var number = 0; !rows.TryAdd(places.Count > 0 ? key : $"{key}{Between}{number}", values) && places.Count == 0; number++)
            {
            }
        }

        return new ClientContent(table, rows);
    }

    /// <summary>A condition that finds one row by its key.</summary>
    public string Where(Dialect dialect, string key) =>
        string.Join(" AND ", Table.Key.Select(column => $"{Text(dialect, column)} = '{(Rows[key][Place(column)] ?? "").Replace("'", "''", StringComparison.Ordinal)}'"));

    public int Place(string column) => PlaceOf(Table, column);

    public static string NameOf(Dialect dialect, ClientTable table) => SqlDialects.For(dialect).Quote(table.Name);

    private static int PlaceOf(ClientTable table, string column) => Array.IndexOf([.. table.Columns], column);

    // The text of a value, in SQLite with its type.
    private static string Text(Dialect dialect, string column) => dialect == Dialect.Sqlite ? $"quote({SqlDialects.For(dialect).Quote(column)})" : $"{SqlDialects.For(dialect).Quote(column)}::text";
}
