using ChangeGate.Changes;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Indexes, also those that back a constraint and those that a failed CONCURRENTLY left invalid.</summary>
internal static class IndexCatalog
{
    private static string Indexes(int version) => $"""
        select i.indexrelid, n.nspname, ic.relname, tn.nspname, tc.relname, am.amname, i.indisunique, i.indisvalid,
               pg_get_expr(i.indpred, i.indrelid), ic.reloptions, con.conname, {CatalogQuery.CommentOn("pg_class", "i.indexrelid")},
               {(version >= 15 ? "i.indnullsnotdistinct" : "false")}
        from pg_index i
        join pg_class ic on ic.oid = i.indexrelid
        join pg_namespace n on n.oid = ic.relnamespace
        join pg_class tc on tc.oid = i.indrelid and tc.relkind in ('r', 'p', 'm')
        join pg_namespace tn on tn.oid = tc.relnamespace
        join pg_am am on am.oid = ic.relam
        left join pg_constraint con on con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x')
        where {CatalogQuery.UserSchema} and {CatalogQuery.NotOfExtension("pg_class", "i.indexrelid")}
        """;

    private const string Elements = $"""
        select i.indexrelid, k.place::int, i.indnkeyatts::int, a.attname, case when k.number = 0 then pg_get_indexdef(i.indexrelid, k.place::int, false) end,
               case when not opc.opcdefault then opc.opcname end,
               case when k.collated <> 0 and k.collated <> coalesce(a.attcollation, (select it.typcollation from pg_attribute ia join pg_type it on it.oid = ia.atttypid where ia.attrelid = i.indexrelid and ia.attnum = k.place)) and (k.number <> 0 or pg_get_indexdef(i.indexrelid) ~ ' COLLATE ') then (select co.collname from pg_collation co where co.oid = k.collated) end,
               coalesce(k.flags, 0)::int
        from pg_index i
        join pg_class ic on ic.oid = i.indexrelid
        join pg_namespace n on n.oid = ic.relnamespace
        cross join lateral unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[]) with ordinality k(number, operators, collated, flags, place)
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number <> 0
        left join pg_opclass opc on opc.oid = k.operators
        where i.indexrelid >= {CatalogQuery.FirstOid} and {CatalogQuery.UserSchema}
        order by i.indexrelid, k.place
        """;

    private sealed record Place(uint Index, bool IsKey, IndexElement Element);

    public static async Task<IEnumerable<Index>> ReadAsync(CatalogQuery query)
    {
        var places = (await query.ReadAsync(Elements, ReadPlace)).ToLookup(place => place.Index);
        return await query.ReadAsync(Indexes(query.Version), row => Read(row, [.. places[row.Oid(0)]]));
    }

    private static Index Read(CatalogRow row, Place[] places)
    {
        var table = row.Name(3);

        return new Index
        {
            Id = new ObjectId(ObjectKind.Index, row.Name(1)),
            Valid = row.Flag(7),
            Constraint = row.TextOrNull(10),
            Comment = row.TextOrNull(11),
            DependsOn = [ObjectId.Table(table)],
            Definition = new IndexDefinition
            {
                Name = row.Text(2),
                Table = table,
                Elements = [.. places.Where(place => place.IsKey).Select(place => place.Element)],
                Include = [.. places.Where(place => !place.IsKey).Select(place => place.Element.Column ?? "")],
                Unique = row.Flag(6),
                Method = row.Text(5),
                Where = row.TextOrNull(8),
                NullsNotDistinct = row.Flag(12),
                Options = row.Texts(9),
            },
        };
    }

    // pg_index.indoption: bit 1 is DESC, bit 2 is NULLS FIRST.
    private static Place ReadPlace(CatalogRow row)
    {
        var column = row.TextOrNull(3);
        var descending = (row.Number(7) & 1) != 0;
        var nullsFirst = (row.Number(7) & 2) != 0;

        return new Place(row.Oid(0), row.Number(1) <= row.Number(2), new IndexElement
        {
            Column = column,
            Expression = column is null ? row.Text(4) : null,
            OperatorClass = row.TextOrNull(5),
            Collation = row.TextOrNull(6),
            Descending = descending,
            NullsFirst = nullsFirst == descending ? null : nullsFirst,
        });
    }
}
