using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>A whole schema from the catalogs of PostgreSQL 13 to 18.</summary>
internal static class CatalogReader
{
    // n_live_tup would be fresher, but reltuples is what the planner and a rewrite go by; -1 means never analyzed.
    private const string Sizes = $"""
        select n.nspname, c.relname, greatest(c.reltuples, s.n_live_tup, 0)::bigint, case c.relkind when 'p' then (select coalesce(sum(pg_total_relation_size(part.relid)), 0)::bigint from pg_partition_tree(c.oid) as part) else pg_total_relation_size(c.oid) end
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_stat_all_tables s on s.relid = c.oid
        where c.relkind in ('r', 'p', 'm') and {CatalogQuery.UserSchema}
        """;

    /// <summary>For a transaction of the reader's own.</summary>
    public static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("set transaction read only", connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>In the caller's transaction, whose search path it sets: names then come back without <c>public</c>, as migrations write them. Compiling such queries takes longer than running them.</summary>
    public static Task<SchemaSnapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation) => ReadAsync(new CatalogQuery(connection, cancellation), connection, cancellation);

    /// <summary>As <see cref="ReadAsync(NpgsqlConnection, CancellationToken)"/>, over a connection that reads it again and again.</summary>
    public static Task<SchemaSnapshot> ReadAgainAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ReadAsync(new CatalogQuery(connection, cancellation) { IsAskedAgain = true }, connection, cancellation);

    private static async Task<SchemaSnapshot> ReadAsync(CatalogQuery query, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (var path = new NpgsqlCommand("select set_config('search_path', 'public', true), set_config('jit', 'off', true)", connection))
        {
            await path.ExecuteNonQueryAsync(cancellation);
        }

        var columns = await ColumnCatalog.ReadAsync(query);

        SchemaObject[] objects =
        [
            .. await TableCatalog.ReadAsync(query, columns),
            .. await IndexCatalog.ReadAsync(query),
            .. await ViewCatalog.ReadAsync(query, columns),
            .. await SequenceCatalog.ReadAsync(query),
            .. await TypeCatalog.ReadAsync(query, columns),
            .. await CodeCatalog.ReadAsync(query),
            .. await AccessCatalog.ReadAsync(query),
        ];

        return objects.Aggregate(SchemaSnapshot.Empty(Dialect.PostgreSql), (snapshot, value) => snapshot.With(value));
    }

    public static async Task<EquatableList<TableStatistics>> ReadSizesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var query = new CatalogQuery(connection, cancellation);
        var sizes = await query.ReadAsync(Sizes, row => new TableStatistics(row.Name(0), row.Long(2), row.Long(3)));
        return [.. sizes.OrderBy(size => size.Table.ToString(), StringComparer.Ordinal)];
    }
}
