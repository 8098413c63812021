using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Rehearsals.Values;
using ChangeGate.Sql;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Rows of the tables of the main database. A virtual table is read as such, and not by the tables in which its module keeps it.</summary>
internal static class SqliteRows
{
    private const string Columns = $"""
        select t.name, c.name, c.pk > 0, t.type = 'virtual' and coalesce(s.sql, '') like '%content%=%'
        from pragma_table_list t join pragma_table_xinfo(t.name, 'main') c left join main.sqlite_schema s on s.name = t.name
        where t.schema = 'main' and t.type in ('table', 'virtual') and t.name not like 'sqlite\_%' escape '\' and t.name not like '{JournalSchema.SqlitePrefix}%' and c.hidden = 0
        order by t.name, c.cid
        """;

    public static async Task<ShadowRows> ReadAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        var tables = new Dictionary<string, List<RowColumn>>(StringComparer.Ordinal);

        await using (var command = new SqliteCommand(Columns, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                // An index over the rows of another table holds nothing of its own.
                if (!reader.GetBoolean(3))
                {
                    tables.TryAdd(reader.GetString(0), []);
                    tables[reader.GetString(0)].Add(new RowColumn(reader.GetString(1).ToUpperInvariant(), reader.GetString(1), reader.GetBoolean(2)));
                }
            }
        }

        var rows = new List<TableRows>();

        foreach (var (table, columns) in tables)
        {
            rows.Add(new TableRows(table.ToUpperInvariant(), new ObjectName(null, table)) { Columns = [.. columns], Rows = await ReadAsync(connection, table, columns, cancellation) });
        }

        return new ShadowRows([.. rows.Where(static table => table.Rows.Count <= ShadowRowsReader.MostRows)]);
    }

    private static async Task<IReadOnlyList<string?[]>> ReadAsync(SqliteConnection connection, string table, List<RowColumn> columns, CancellationToken cancellation)
    {
        var dialect = SqlDialects.For(Dialect.Sqlite);
        var rows = new List<string?[]>();

        try
        {
            await using var command = new SqliteCommand($"select {string.Join(", ", columns.Select(column => dialect.Quote(column.Name)))} from main.{dialect.Quote(table)} limit {ShadowRowsReader.MostRows + 1}", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);

            while (await reader.ReadAsync(cancellation))
            {
                rows.Add([.. Enumerable.Range(0, columns.Count).Select(column => ShadowRowsReader.TextOf(reader.GetValue(column)))]);
            }
        }
        catch (SqliteException)
        {
            // A table whose module or collation is not there cannot be read, and holds no rows of ours.
        }

        return rows;
    }
}
