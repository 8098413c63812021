using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Enums, domains, composite and range types that a user made; not the row types that come with tables.</summary>
internal static class TypeCatalog
{
    private static string Types => $"""
        with {TypeSpelling.Made}
        select t.oid, n.nspname, t.typname, t.typtype::text, t.typrelid,
               array(select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder)::text[],
               {TypeSpelling.Columns("coalesce(nullif(t.typbasetype, 0), r.rngsubtype)", "case when t.typbasetype <> 0 then t.typtypmod end")},
               t.typnotnull, t.typdefault, quote_ident(n.nspname) || '.' || quote_ident(t.typname), {CatalogQuery.CommentOn("pg_type", "t.oid")}
        from pg_type t
        join pg_namespace n on n.oid = t.typnamespace
        left join pg_class c on c.oid = t.typrelid
        left join pg_range r on r.rngtypid = t.oid
        {TypeSpelling.Join("coalesce(nullif(t.typbasetype, 0), r.rngsubtype)")}
        where t.typtype in ('e', 'd', 'c', 'r') and (t.typrelid = 0 or c.relkind = 'c') and {CatalogQuery.UserSchema} and {CatalogQuery.NotOfExtension("pg_type", "t.oid")}
        """;

    public static async Task<IEnumerable<UserType>> ReadAsync(CatalogQuery query, RelationColumns columns)
    {
        var constraints = (await ConstraintCatalog.ReadOfDomainsAsync(query, columns)).ToLookup(constraint => constraint.Domain, constraint => constraint.Constraint);
        return await query.ReadAsync(Types, row => Read(row, columns.Of(row.Oid(4)), [.. constraints[row.Oid(0)].OrderBy(item => item.Name, StringComparer.Ordinal)]));
    }

    private static UserType Read(CatalogRow row, EquatableList<ColumnDefinition> fields, EquatableList<ConstraintDefinition> constraints)
    {
        var kind = row.Letter(3, ("e", UserTypeKind.Enum), ("d", UserTypeKind.Domain), ("c", UserTypeKind.Composite), ("r", UserTypeKind.Range));
        var made = row.TextOrNull(6) is null ? null : row.Type(6);

        var type = new UserType
        {
            Id = new ObjectId(ObjectKind.Type, row.Name(1)),
            TypeKind = kind,
            Labels = row.Texts(5),
            Fields = kind == UserTypeKind.Composite ? fields : [],
            BaseType = kind == UserTypeKind.Domain ? made : null,
            NotNull = row.Flag(9),
            Default = row.TextOrNull(10),
            Constraints = constraints,
            Comment = row.TextOrNull(12),
        };

        return type with { Definition = $"CREATE {(kind == UserTypeKind.Domain ? "DOMAIN" : "TYPE")} {row.Text(11)} AS {Body(type, made)}" };
    }

    private static string Body(UserType type, DataType? made) => type.TypeKind switch
    {
        UserTypeKind.Enum => $"ENUM ({string.Join(", ", type.Labels.Select(label => $"'{label.Replace("'", "''", StringComparison.Ordinal)}'"))})",
        UserTypeKind.Composite => $"({string.Join(", ", type.Fields.Select(field => $"{Identifier.Quote(field.Name)} {field.Type}"))})",
        UserTypeKind.Range => $"RANGE (subtype = {made})",
        _ => $"{made}{(type.Default is null ? "" : $" DEFAULT {type.Default}")}{(type.NotNull ? " NOT NULL" : "")}{string.Concat(type.Constraints.Select(check => $" CONSTRAINT \"{check.Name}\" CHECK ({check.Expression})"))}",
    };
}
