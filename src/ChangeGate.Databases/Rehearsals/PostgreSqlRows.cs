using ChangeGate.Changes;
using ChangeGate.Rehearsals.Values;
using ChangeGate.Rollbacks;
using ChangeGate.Sql;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Rows of all lasting tables, each as the text of a record: that calls nothing but the output functions of types, which only a superuser can make.</summary>
internal static class PostgreSqlRows
{
    private const int TablesAtOnce = 200;

    private const string Columns = """
        select c.oid, n.nspname, c.relname, a.attnum, a.attname, coalesce(a.attnum = any (i.indkey), false), a.atttypid = 1042
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid left join pg_catalog.pg_index i on i.indrelid = c.oid and i.indisprimary
        where c.oid >= 16384 and c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^(pg_|information_schema$)' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by c.oid, a.attnum
        """;

    private const string Labels = "select oid, enumlabel from pg_catalog.pg_enum";

    /// <param name="connection">Of whoever may see all rows.</param>
    /// <param name="isAskedAgain">The same will be asked over this connection at other moments: the server shall plan it once.</param>
    /// <param name="cancellation">Between tables.</param>
    public static async Task<ShadowRows> ReadAsync(NpgsqlConnection connection, bool isAskedAgain, CancellationToken cancellation)
    {
        var tables = new Dictionary<uint, PlacedTable>();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);

        await using (var batch = await AskAsync(connection, ["set search_path = pg_catalog", Columns, Labels], isAskedAgain, cancellation))
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

        var lasting = tables.Where(static table => !ArchiveTable.IsArchive(ObjectId.Table(table.Value.Name))).ToList();

        return new ShadowRows([.. await ReadAsync(connection, lasting, isAskedAgain, cancellation)]) { Labels = labels };
    }

    private static async Task<List<TableRows>> ReadAsync(NpgsqlConnection connection, List<KeyValuePair<uint, PlacedTable>> tables, bool isAskedAgain, CancellationToken cancellation)
    {
        var read = new List<TableRows>();

        foreach (var some in tables.Chunk(TablesAtOnce))
        {
            await using var batch = await AskAsync(connection, some.Select(static table => Query(table.Value.Name, table.Value.Columns)), isAskedAgain, cancellation);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);

            foreach (var (id, table) in some)
            {
                var rows = new List<string?[]>();

                while (await reader.ReadAsync(cancellation))
                {
                    rows.Add(Fields(reader.GetString(0), table.Padded));
                }

                await reader.NextResultAsync(cancellation);

                if (rows.Count <= ShadowRowsReader.MostRows)
                {
                    read.Add(new TableRows($"{id}", table.Name) { Columns = [.. table.Columns], Rows = rows });
                }
            }
        }

        return read;
    }

    private static async Task<NpgsqlBatch> AskAsync(NpgsqlConnection connection, IEnumerable<string> questions, bool isAskedAgain, CancellationToken cancellation)
    {
        var batch = connection.BatchOf(questions);

        if (isAskedAgain)
        {
            await batch.PrepareAsync(cancellation);
        }

        return batch;
    }

    private static string Query(ObjectName table, List<RowColumn> columns)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);

        return $"select row({string.Join(", ", columns.Select(column => dialect.Quote(column.Name)))})::text from only {dialect.Quote(table)} limit {ShadowRowsReader.MostRows + 1}";
    }

    /// <param name="Padded">Of type character: spaces at its end are not part of the value (manual, 8.3).</param>
    private sealed record PlacedTable(ObjectName Name, List<RowColumn> Columns, List<bool> Padded);

    // Manual, 8.16.6: nothing is NULL; what is quoted has its quotes and backslashes doubled.
    private static string?[] Fields(string record, List<bool> padded)
    {
        var fields = new string?[padded.Count];
        var at = 1;

        for (var field = 0; field < fields.Length; field++, at++)
        {
            var text = record[at] == '"' ? Quoted(record, ref at) : Plain(record, ref at);
            fields[field] = padded[field] ? text?.TrimEnd(' ') : text;
        }

        return fields;
    }

    private static string? Plain(string record, ref int at)
    {
        var start = at;
        at += record.AsSpan(at).IndexOfAny(',', ')');

        return at == start ? null : record[start..at];
    }

    private static string Quoted(string record, ref int at)
    {
        var start = at + 1;
        at = start;

        while (record[at] != '"' || record[at + 1] == '"')
        {
            at += record[at] is '"' or '\\' ? 2 : 1;
        }

        var text = record[start..at++];

        return text.AsSpan().ContainsAny('"', '\\') ? text.Replace("\"\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;
    }
}
