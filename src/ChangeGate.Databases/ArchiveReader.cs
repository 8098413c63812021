using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Sql;

namespace ChangeGate.Databases;

/// <summary>Finds archives by their names, and counts their rows. None of the rows is read.</summary>
internal static class ArchiveReader
{
    private const string OfPostgreSql = """
        select c.relname, pg_catalog.pg_total_relation_size(c.oid)
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r' order by c.relname
        """;

    // What a table takes on disk only dbstat tells, and hardly any build of SQLite has it.
    private const string OfSqlite = "select name, null from sqlite_schema where type = 'table' and name like $1 || '\\_%' escape '\\' order by name";

    public static async Task<IReadOnlyList<KeptRows>> ReadAsync(DbConnection connection, Dialect dialect, CancellationToken cancellation)
    {
        var found = new List<KeptRows>();

        await using (var command = connection.CreateCommand())
        {
            command.CommandText = dialect == Dialect.PostgreSql ? OfPostgreSql : OfSqlite;
            var prefix = command.CreateParameter();
            prefix.ParameterName = dialect == Dialect.PostgreSql ? "" : "$1";
            prefix.Value = ArchiveTable.Place;
            command.Parameters.Add(prefix);
            await using var reader = await command.ExecuteReaderAsync(cancellation);

            while (await reader.ReadAsync(cancellation))
            {
                var name = new ObjectName(dialect == Dialect.PostgreSql ? ArchiveTable.Place : null, reader.GetString(0));
                found.Add(new KeptRows(name, 0) { Bytes = await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetInt64(1) });
            }
        }

        for (var index = 0; index < found.Count; index++)
        {
            found[index] = found[index] with { Rows = await CountAsync(connection, dialect, found[index].Archive, cancellation) };
        }

        return found;
    }

    private static async Task<long> CountAsync(DbConnection connection, Dialect dialect, ObjectName table, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {SqlDialects.For(dialect).Quote(table)}";

        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation));
    }
}
