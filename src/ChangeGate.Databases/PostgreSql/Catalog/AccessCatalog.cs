using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Schemas, extensions, and what roles other than the owner may do.</summary>
internal static class AccessCatalog
{
    // `public` and `plpgsql` stand in every new database: no migration makes them.
    private static readonly string Schemas = $"""
        select n.nspname, {CatalogQuery.CommentOn("pg_namespace", "n.oid")}
        from pg_namespace n
        where {CatalogQuery.UserSchema} and n.nspname <> 'public'
        """;

    private const string Extensions = """
        select e.extname, n.nspname
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
        where e.extname <> 'plpgsql'
        """;

    // What initdb itself granted on the schema `public` is in every database and not reported.
    private const string Privileges = $"""
        with granted as (
            select 'table' as kind, n.nspname, c.relname as name, null::text as part, c.relowner as owner, c.relacl as acl, c.relkind::text as letter, 'pg_class'::regclass as catalog, c.oid
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.oid >= {CatalogQuery.FirstOid} and c.relacl is not null and {CatalogQuery.UserSchema}
            union all
            select 'column', n.nspname, c.relname, a.attname, c.relowner, a.attacl, c.relkind::text, 'pg_class'::regclass, c.oid
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where a.attrelid >= {CatalogQuery.FirstOid} and a.attacl is not null and not a.attisdropped and {CatalogQuery.UserSchema}
            union all
            select 'function', n.nspname, p.proname, oidvectortypes(p.proargtypes), p.proowner, p.proacl, 'f', 'pg_proc'::regclass, p.oid
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid >= {CatalogQuery.FirstOid} and p.proacl is not null and {CatalogQuery.UserSchema}
            union all
            select 'type', n.nspname, t.typname, null, t.typowner, t.typacl, 't', 'pg_type'::regclass, t.oid
            from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.oid >= {CatalogQuery.FirstOid} and t.typacl is not null and {CatalogQuery.UserSchema}
            union all
            select 'schema', null, n.nspname, null, n.nspowner, n.nspacl, 'n', 'pg_namespace'::regclass, n.oid
            from pg_namespace n where n.nspacl is not null and {CatalogQuery.UserSchema}
        )
        select g.kind, g.letter, g.nspname, g.name, g.part, coalesce(r.rolname, 'public'),
               array_agg(upper(x.privilege_type) || case when x.is_grantable then ' WITH GRANT OPTION' else '' end order by upper(x.privilege_type))::text[]
        from granted g cross join lateral aclexplode(g.acl) x left join pg_roles r on r.oid = x.grantee
        where x.grantee <> g.owner and not (g.kind = 'schema' and g.name = 'public' and x.grantee = 0)
              and not exists (select from pg_depend d where d.classid = g.catalog and d.objid = g.oid and d.deptype = 'e')
        group by g.kind, g.letter, g.nspname, g.name, g.part, coalesce(r.rolname, 'public')
        """;

    public static async Task<IEnumerable<SchemaObject>> ReadAsync(CatalogQuery query)
    {
        var schemas = await query.ReadAsync($"{Schemas} and {CatalogQuery.NotOfExtension("pg_namespace", "n.oid")}", ReadSchema);
        var extensions = await query.ReadAsync(Extensions, ReadExtension);
        var privileges = await query.ReadAsync(Privileges, ReadPrivilege);
        return [.. schemas, .. extensions, .. privileges];
    }

    private static NamedSchema ReadSchema(CatalogRow row) => new()
    {
        Id = new ObjectId(ObjectKind.Schema, new ObjectName(null, row.Text(0))),
        Comment = row.TextOrNull(1),
    };

    private static Extension ReadExtension(CatalogRow row) => new()
    {
        Id = new ObjectId(ObjectKind.Extension, new ObjectName(null, row.Text(0))),
        InSchema = row.Text(1),
    };

    private static Privilege ReadPrivilege(CatalogRow row)
    {
        var on = new ObjectId(KindOf(row.Text(0), row.Text(1)), new ObjectName(row.TextOrNull(2), row.Text(3)), row.TextOrNull(4));

        return Privilege.Of(on, row.Text(5), row.Texts(6)) with { DependsOn = [on] };
    }

    private static ObjectKind KindOf(string kind, string letter) => (kind, letter) switch
    {
        ("column", _) => ObjectKind.Column,
        ("function", _) => ObjectKind.Function,
        ("type", _) => ObjectKind.Type,
        ("schema", _) => ObjectKind.Schema,
        (_, "v") => ObjectKind.View,
        (_, "m") => ObjectKind.MaterializedView,
        (_, "S") => ObjectKind.Sequence,
        _ => ObjectKind.Table,
    };
}
