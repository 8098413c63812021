using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Views and materialized views, with the relations and functions that they read.</summary>
internal static class ViewCatalog
{
    private static readonly string Views = $"""
        select c.oid, n.nspname, c.relname, c.relkind::text, pg_get_viewdef(c.oid), quote_ident(n.nspname) || '.' || quote_ident(c.relname),
               c.reloptions, {CatalogQuery.CommentOn("pg_class", "c.oid")}
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('v', 'm') and {CatalogQuery.UserSchema}
        """;

    private const string Reads = $"""
        select distinct r.ev_class, coalesce(cn.nspname, pn.nspname), coalesce(c.relname, p.proname), coalesce(c.relkind::text, 'function'), oidvectortypes(p.proargtypes)
        from pg_rewrite r
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
        left join pg_class c on d.refclassid = 'pg_class'::regclass and c.oid = d.refobjid and c.oid <> r.ev_class
        left join pg_namespace cn on cn.oid = c.relnamespace
        left join pg_proc p on d.refclassid = 'pg_proc'::regclass and p.oid = d.refobjid
        left join pg_namespace pn on pn.oid = p.pronamespace
        where r.oid >= {CatalogQuery.FirstOid} and coalesce(cn.nspname, pn.nspname) !~ '^(pg_|information_schema)'
        """;

    public static async Task<IEnumerable<View>> ReadAsync(CatalogQuery query, RelationColumns columns)
    {
        var reads = (await query.ReadAsync(Reads, row => (View: row.Oid(0), Id: ReadId(row)))).ToLookup(read => read.View, read => read.Id);
        return await query.ReadAsync($"{Views} and {CatalogQuery.NotOfExtension("pg_class", "c.oid")}", row => Read(row, reads[row.Oid(0)], columns.Of(row.Oid(0))));
    }

    private static View Read(CatalogRow row, IEnumerable<ObjectId> reads, EquatableList<ColumnDefinition> columns)
    {
        var materialized = row.Text(3) == "m";
        var text = row.Text(4).Trim().TrimEnd(';');
        var options = row.Texts(6);
        var with = options.Count == 0 ? "" : $" WITH ({string.Join(", ", options)})";

        return new View
        {
            Id = new ObjectId(materialized ? ObjectKind.MaterializedView : ObjectKind.View, row.Name(1)),
            Query = text,
            Definition = $"CREATE {(materialized ? "MATERIALIZED " : "")}VIEW {row.Text(5)}{with} AS\n{text}",
            Columns = [.. columns.Select(static column => column.Name)],
            Outputs = [.. columns.Select(static column => new QueryOutput(column.Name, column.Type, column.Collation))],
            Comment = row.TextOrNull(7),
            DependsOn = [.. reads.OrderBy(id => id.ToString(), StringComparer.Ordinal)],
        };
    }

    private static ObjectId ReadId(CatalogRow row) => row.Text(3) switch
    {
        "v" => new ObjectId(ObjectKind.View, row.Name(1)),
        "m" => new ObjectId(ObjectKind.MaterializedView, row.Name(1)),
        "S" => new ObjectId(ObjectKind.Sequence, row.Name(1)),
        "function" => new ObjectId(ObjectKind.Function, row.Name(1), row.TextOrNull(4)),
        _ => ObjectId.Table(row.Name(1)),
    };
}
