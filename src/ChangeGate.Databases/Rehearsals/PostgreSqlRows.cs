using System.Text;
using ChangeGate.Changes;
using ChangeGate.Rehearsals.Values;
using ChangeGate.Rollbacks;
using ChangeGate.Sql;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Rows of all lasting tables, each as the text of a record: that calls nothing but the output functions of types, which only a superuser can make.</summary>
internal static class PostgreSqlRows
{
    private const int TablesAtOnce = 100;

    private const string Columns = """
        select c.oid, n.nspname, c.relname, a.attnum, a.attname, coalesce(a.attnum = any (i.indkey), false), a.atttypid = 1042
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid left join pg_catalog.pg_index i on i.indrelid = c.oid and i.indisprimary
        where c.oid >= 16384 and c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^(pg_|information_schema$)' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by c.oid, a.attnum
        """;

    private const string Labels = "select oid, enumlabel from pg_catalog.pg_enum";

    public static async Task<ShadowRows> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var tables = new Dictionary<uint, PlacedTable>();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);

        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { new("set search_path = pg_catalog"), new(Columns), new(Labels) } })
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var id = reader.GetFieldValue<uint>(0);
                tables.TryAdd(id, new PlacedTable(new ObjectName(reader.GetString(1), reader.GetString(2)), [], []));
                tables[id].Columns.Add(new RowColumn($"{reader.GetInt16(3)}", reader.GetString(4), reader.GetBoolean(5)));
                tables[id].Padded.Add(reader.GetBoolean(6));
            }

            await reader.NextResultAsync(cancellation);

            while (await reader.ReadAsync(cancellation))
            {
                labels[$"{reader.GetFieldValue<uint>(0)}"] = reader.GetString(1);
            }
        }

        var rows = new List<TableRows>();

        foreach (var some in tables.Where(static table => !ArchiveTable.IsArchive(ObjectId.Table(table.Value.Name))).Chunk(TablesAtOnce))
        {
            rows.AddRange(await ReadAsync(connection, some, cancellation));
        }

        return new ShadowRows([.. rows]) { Labels = labels };
    }

    private static async Task<IEnumerable<TableRows>> ReadAsync(NpgsqlConnection connection, KeyValuePair<uint, PlacedTable>[] tables, CancellationToken cancellation)
    {
        var rows = tables.Select(static _ => new List<string?[]>()).ToList();
        await using var command = new NpgsqlCommand(string.Join(" union all ", tables.Select((table, index) => Query(table.Value.Name, table.Value.Columns, index))), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        while (await reader.ReadAsync(cancellation))
        {
            var table = reader.GetInt32(0);
            rows[table].Add([.. Fields(reader.GetString(1)).Zip(tables[table].Value.Padded, static (value, isPadded) => isPadded ? value?.TrimEnd(' ') : value)]);
        }

        return tables.Select((table, index) => new TableRows($"{table.Key}", table.Value.Name) { Columns = [.. table.Value.Columns], Rows = rows[index] }).Where(static table => table.Rows.Count <= ShadowRowsReader.MostRows);
    }

    private static string Query(ObjectName table, List<RowColumn> columns, int index)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);

        return $"(select {index}, row({string.Join(", ", columns.Select(column => dialect.Quote(column.Name)))})::text from only {dialect.Quote(table)} limit {ShadowRowsReader.MostRows + 1})";
    }

    /// <param name="Padded">Of type character: spaces at its end are not part of the value (manual, 8.3).</param>
    private sealed record PlacedTable(ObjectName Name, List<RowColumn> Columns, List<bool> Padded);

    // Manual, 8.16.6: nothing is NULL, quotes are doubled, and so are backslashes.
    private static IEnumerable<string?> Fields(string record)
    {
        var field = new StringBuilder();
        var (quoted, isNull) = (false, true);

        for (var at = 1; at < record.Length; at++)
        {
            var letter = record[at];

            if (!quoted && (letter == ',' || at == record.Length - 1))
            {
                yield return isNull ? null : field.ToString();
                field.Clear();
                isNull = true;
                continue;
            }

            isNull = false;

            if (letter is '"' or '\\' && at + 1 < record.Length && record[at + 1] == letter && (quoted || letter == '\\'))
            {
                field.Append(letter);
                at++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else
            {
                field.Append(letter);
            }
        }
    }
}
