using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Ordinary and partitioned tables with their columns and constraints.</summary>
internal static class TableCatalog
{
    private static readonly string Tables = $"""
        select c.oid, n.nspname, c.relname, c.relpersistence::text, c.relrowsecurity, c.relforcerowsecurity,
               array(select unnest(c.reloptions) union all select 'toast.' || unnest(tc.reloptions) from pg_class tc where tc.oid = c.reltoastrelid)::text[],
               pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), c.relispartition, {CatalogQuery.CommentOn("pg_class", "c.oid")},
               array(select pn.nspname from pg_inherits h join pg_class p on p.oid = h.inhparent join pg_namespace pn on pn.oid = p.relnamespace
                     where h.inhrelid = c.oid order by h.inhseqno)::text[],
               array(select p.relname from pg_inherits h join pg_class p on p.oid = h.inhparent where h.inhrelid = c.oid order by h.inhseqno)::text[]
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and {CatalogQuery.UserSchema}
        """;

    public static async Task<IEnumerable<Table>> ReadAsync(CatalogQuery query, RelationColumns columns)
    {
        var constraints = (await ConstraintCatalog.ReadAsync(query, columns)).ToLookup(constraint => constraint.Relation, constraint => constraint.Constraint);

        return await query.ReadAsync(
            $"{Tables} and {CatalogQuery.NotOfExtension("pg_class", "c.oid")}",
            row => Read(row) with { Columns = columns.Of(row.Oid(0)), Constraints = [.. constraints[row.Oid(0)].OrderBy(constraint => constraint.Name, StringComparer.Ordinal)] });
    }

    private static Table Read(CatalogRow row)
    {
        EquatableList<ObjectName> parents = [.. row.Texts(11).Zip(row.Texts(12), (schema, name) => new ObjectName(schema, name))];
        var isPartition = row.Flag(9);
        var bound = row.TextOrNull(8);

        return new Table
        {
            Id = ObjectId.Table(row.Name(1)),
            Persistence = row.Letter(3, ("p", Persistence.Permanent), ("u", Persistence.Unlogged), ("t", Persistence.Temporary)),
            RowSecurity = row.Flag(4),
            ForceRowSecurity = row.Flag(5),
            Options = row.Texts(6),
            PartitionBy = row.TextOrNull(7),
            PartitionOf = isPartition ? parents[0] : null,
            PartitionBound = isPartition ? Bound(bound) : null,
            Inherits = isPartition ? [] : parents,
            Comment = row.TextOrNull(10),
            DependsOn = [.. parents.Select(ObjectId.Table)],
        };
    }

    private static string? Bound(string? bound) =>
        bound is not null && bound.StartsWith("FOR VALUES ", StringComparison.Ordinal) ? bound["FOR VALUES ".Length..] : bound;
}
