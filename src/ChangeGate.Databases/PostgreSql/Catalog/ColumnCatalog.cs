using ChangeGate.Changes;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Columns of tables and views, and fields of composite types.</summary>
internal static class ColumnCatalog
{
    // Also of ChangeGate's own tables: others may refer to them.
    // A sequence that belongs to the column and feeds its default is what `serial` makes.
    private static string Columns => $"""
        with {TypeSpelling.Made},
        serial as materialized (
            select s.refobjid as relation, s.refobjsubid as number, f.objid as made
            from pg_depend s
            join pg_class sc on sc.oid = s.objid and sc.relkind = 'S'
            join pg_depend f on f.classid = 'pg_attrdef'::regclass and f.refclassid = 'pg_class'::regclass and f.refobjid = s.objid
            where s.classid = 'pg_class'::regclass and s.refclassid = 'pg_class'::regclass and s.refobjsubid > 0 and s.deptype = 'a'
        )
        select a.attrelid, a.attname, {TypeSpelling.Columns("a.atttypid", "a.atttypmod")},
               a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text, a.attidentity::text,
               case when a.attcollation <> t.typcollation then co.collname end,
               a.attstorage::text, t.typstorage::text, coalesce(a.attstattarget::int, -1), a.attoptions, serial.relation is not null, des.description, a.attnum
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'c', 'v', 'm')
        join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid
        {TypeSpelling.Join("a.atttypid")}
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        left join serial on serial.relation = a.attrelid and serial.number = a.attnum and serial.made = d.oid
        left join pg_collation co on co.oid = a.attcollation
        left join pg_description des on des.classoid = 'pg_class'::regclass and des.objoid = a.attrelid and des.objsubid = a.attnum
        where a.attnum > 0 and not a.attisdropped and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by a.attrelid, a.attnum
        """;

    public static async Task<RelationColumns> ReadAsync(CatalogQuery query) => new(await query.ReadAsync(Columns, row => (row.Oid(0), row.Short(16), Read(row))));

    private static ColumnDefinition Read(CatalogRow row)
    {
        var generated = row.Letter(7, ("", GeneratedKind.None), ("s", GeneratedKind.Stored), ("v", GeneratedKind.Virtual));
        var expression = row.TextOrNull(6);

        return new ColumnDefinition
        {
            Name = row.Text(1),
            Type = row.Type(2),
            NotNull = row.Flag(5),
            Default = generated == GeneratedKind.None ? expression : null,
            Generated = generated,
            GenerationExpression = generated == GeneratedKind.None ? null : expression,
            Identity = row.Letter(8, ("", IdentityKind.None), ("a", IdentityKind.Always), ("d", IdentityKind.ByDefault)),
            Serial = row.Flag(14),
            Collation = row.TextOrNull(9),
            Options = [.. Options(row).Order(StringComparer.Ordinal)],
            Comment = row.TextOrNull(15),
        };
    }

    private static IEnumerable<string> Options(CatalogRow row)
    {
        if (row.Text(10) != row.Text(11))
        {
            yield return $"storage={row.Letter(10, ("p", "plain"), ("e", "external"), ("x", "extended"), ("m", "main"))}";
        }

        if (row.Number(12) >= 0)
        {
            yield return $"statistics={row.Number(12)}";
        }

        foreach (var option in row.Texts(13))
        {
            yield return option;
        }
    }
}
