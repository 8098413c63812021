using ChangeGate.Changes;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Constraints of tables and domains. NOT NULL is the column's own, though PostgreSQL 18 stores it as a constraint too.</summary>
internal static class ConstraintCatalog
{
    public static Task<List<(uint Relation, ConstraintDefinition Constraint)>> ReadAsync(CatalogQuery query, RelationColumns columns) =>
        query.ReadAsync(Sql(query.Version, "c.conrelid", "c.conrelid <> 0"), row => (row.Oid(0), Read(row, columns)));

    public static Task<List<(uint Domain, ConstraintDefinition Constraint)>> ReadOfDomainsAsync(CatalogQuery query, RelationColumns columns) =>
        query.ReadAsync(Sql(query.Version, "c.contypid", "c.contypid <> 0"), row => (row.Oid(0), Read(row, columns)));

    private static string Sql(int version, string of, string which) => $"""
        select {of}, c.conname, c.contype::text,
               c.conkey,
               case c.contype when 'c' then coalesce(pg_get_expr(c.conbin, c.conrelid), substring(pg_get_constraintdef(c.oid) from '^CHECK \((.*)\)( NOT VALID)?$'))
                              when 'x' then substring(pg_get_constraintdef(c.oid) from '^EXCLUDE (.*?)( DEFERRABLE| INITIALLY DEFERRED)*$') end,
               fn.nspname, f.relname,
               c.confkey,
               c.confdeltype::text, c.confupdtype::text, c.confmatchtype::text,
               not c.convalidated, c.condeferrable, c.condeferred, c.connoinherit and c.contype = 'c',
               {(version >= 15 ? "coalesce(i.indnullsnotdistinct, false)" : "false")}, {(version >= 18 ? "not c.conenforced" : "false")},
               case when c.contype in ('p', 'u') and i.indnatts > i.indnkeyatts then (i.indkey::int2[])[i.indnkeyatts:] end,
               {CatalogQuery.CommentOn("pg_constraint", "c.oid")}, c.conrelid, c.confrelid
        from pg_constraint c
        join pg_namespace n on n.oid = c.connamespace
        left join pg_class f on f.oid = c.confrelid
        left join pg_namespace fn on fn.oid = f.relnamespace
        left join pg_index i on i.indexrelid = c.conindid
        where c.contype in ('p', 'u', 'f', 'c', 'x') and {which} and {CatalogQuery.UserSchema}
        """;

    private static ConstraintDefinition Read(CatalogRow row, RelationColumns columns)
    {
        var kind = row.Letter(
            2, ("p", ConstraintKind.PrimaryKey), ("u", ConstraintKind.Unique), ("f", ConstraintKind.ForeignKey), ("c", ConstraintKind.Check), ("x", ConstraintKind.Exclusion));

        return new ConstraintDefinition
        {
            Name = row.Text(1),
            Kind = kind,
            Columns = kind is ConstraintKind.Check or ConstraintKind.Exclusion ? [] : columns.Named(row.Oid(19), row.Numbers(3)),
            Expression = row.TextOrNull(4),
            References = kind == ConstraintKind.ForeignKey ? Reference(row, columns) : null,
            NotValid = row.Flag(11),
            Deferrable = row.Flag(12),
            InitiallyDeferred = row.Flag(13),
            NoInherit = row.Flag(14),
            NullsNotDistinct = row.Flag(15),
            NotEnforced = row.Flag(16),
            Include = columns.Named(row.Oid(19), row.Numbers(17)),
            Comment = row.TextOrNull(18),
        };
    }

    private static ForeignKeyReference Reference(CatalogRow row, RelationColumns columns) => new(row.Name(5), columns.Named(row.Oid(20), row.Numbers(7)))
    {
        OnDelete = Action(row, 8),
        OnUpdate = Action(row, 9),
        MatchFull = row.Text(10) == "f",
    };

    private static ReferentialAction Action(CatalogRow row, int column) => row.Letter(
        column,
        ("a", ReferentialAction.NoAction),
        ("r", ReferentialAction.Restrict),
        ("c", ReferentialAction.Cascade),
        ("n", ReferentialAction.SetNull),
        ("d", ReferentialAction.SetDefault));
}
