using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Sqlite;

/// <summary>
/// SQLite keeps its schema as the text of CREATE statements, which it edits on ALTER: read in their order they give the schema. What the
/// engine itself says about columns is held against it.
/// </summary>
internal static class SqliteSchema
{
    // Shadow tables belong to virtual tables, sqlite_ to the engine, changegate_ to us.
    private const string Own = $"""name not like 'sqlite\_%' escape '\' and tbl_name not like '{JournalSchema.SqlitePrefix}%'""";

    private const string Statements = $"""
        select type, name, sql from main.sqlite_schema
        where sql is not null and {Own} and name not in (select name from pragma_table_list where schema = 'main' and type = 'shadow')
        order by rowid
        """;

    public static async Task<long> CountAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        await using var command = new SqliteCommand("select count(*) from main.sqlite_schema", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation) ?? 0L);
    }

    public static async Task<SchemaSnapshot> ReadAsync(SqliteConnection connection, CancellationToken cancellation)
    {
        var dialect = SqlDialects.For(Dialect.Sqlite);
        var state = SchemaState.Start(dialect);

        foreach (var (name, sql) in await connection.QueryAsync(Statements, row => (row.GetString(1), row.GetString(2)), cancellation))
        {
            state = state.Apply(dialect.Read(new SourceText(name, sql)));
        }

        return await ColumnsAsTheEngineSaysAsync(connection, state.Snapshot, cancellation);
    }

    // Where our reading and the engine's differ, the engine is right.
    private static async Task<SchemaSnapshot> ColumnsAsTheEngineSaysAsync(SqliteConnection connection, SchemaSnapshot snapshot, CancellationToken cancellation)
    {
        var columns = await connection.QueryAsync(
            $"""
            select t.name, c.name, c.type, c."notnull", c.dflt_value
            from pragma_table_list t join pragma_table_xinfo(t.name) c
            where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\_%' escape '\' and t.name not like '{JournalSchema.SqlitePrefix}%'
            order by t.name, c.cid
            """,
            row => (Table: row.GetString(0), Column: new ColumnDefinition
            {
                Name = row.GetString(1),
                Type = DataType.Simple(row.GetString(2).ToUpperInvariant()),
                NotNull = row.GetBoolean(3),
                Default = row.IsDBNull(4) ? null : row.GetString(4),
            }),
            cancellation);

        foreach (var told in columns.GroupBy(column => column.Table, column => column.Column, StringComparer.Ordinal))
        {
            var id = ObjectId.Table(new ObjectName(null, told.Key));
            var read = snapshot.Find<Table>(id);

            if (read is null || !read.Columns.Select(column => column.Name).SequenceEqual(told.Select(column => column.Name), StringComparer.OrdinalIgnoreCase))
            {
                snapshot = snapshot.With((read ?? new Table { Id = id }) with { Columns = [.. told] });
            }
        }

        return snapshot;
    }
}
