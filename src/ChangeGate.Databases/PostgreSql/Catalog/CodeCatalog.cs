using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Functions, procedures, triggers and row-level policies.</summary>
internal static class CodeCatalog
{
    private static readonly string Functions = $"""
        select n.nspname, p.proname, oidvectortypes(p.proargtypes), pg_get_functiondef(p.oid), pg_get_function_result(p.oid), l.lanname,
               case when l.lanname in ('c', 'internal') then null else nullif(p.prosrc, '') end, p.prokind::text, p.prosecdef, {CatalogQuery.CommentOn("pg_proc", "p.oid")}
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
        where p.prokind in ('f', 'p', 'w')
              and not exists (select from pg_depend made where made.classid = 'pg_proc'::regclass and made.objid = p.oid and made.deptype = 'i') and {CatalogQuery.UserSchema}
        """;

    // A trigger of a partitioned table has a clone on every partition (tgparentid): they come and go with it.
    private static readonly string Triggers = $"""
        select n.nspname, c.relname, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled <> 'D', fn.nspname, f.proname, {CatalogQuery.CommentOn("pg_trigger", "t.oid")}
        from pg_trigger t
        join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_proc f on f.oid = t.tgfoid
        join pg_namespace fn on fn.oid = f.pronamespace
        where not t.tgisinternal and t.tgparentid = 0 and {CatalogQuery.UserSchema}
        """;

    private static readonly string Policies = $"""
        select n.nspname, c.relname, p.polname, quote_ident(p.polname), quote_ident(n.nspname) || '.' || quote_ident(c.relname), p.polpermissive, p.polcmd::text,
               array(select coalesce(quote_ident(r.rolname), 'public') from unnest(p.polroles) o(id) left join pg_roles r on r.oid = o.id order by 1)::text[],
               pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), {CatalogQuery.CommentOn("pg_policy", "p.oid")}
        from pg_policy p
        join pg_class c on c.oid = p.polrelid
        join pg_namespace n on n.oid = c.relnamespace
        where {CatalogQuery.UserSchema}
        """;

    public static async Task<IEnumerable<SchemaObject>> ReadAsync(CatalogQuery query)
    {
        var functions = await query.ReadAsync($"{Functions} and {CatalogQuery.NotOfExtension("pg_proc", "p.oid")}", ReadFunction);
        var triggers = await query.ReadAsync($"{Triggers} and {CatalogQuery.NotOfExtension("pg_trigger", "t.oid")}", ReadTrigger);
        var policies = await query.ReadAsync(Policies, ReadPolicy);
        return [.. functions, .. triggers, .. policies];
    }

    private static Function ReadFunction(CatalogRow row) => new()
    {
        Id = new ObjectId(ObjectKind.Function, row.Name(0), row.Text(2)),
        Definition = row.Text(3).TrimEnd(),
        Returns = row.TextOrNull(4),
        Language = row.Text(5),
        Body = row.TextOrNull(6),
        IsProcedure = row.Text(7) == "p",
        SecurityDefiner = row.Flag(8),
        Comment = row.TextOrNull(9),
    };

    private static Trigger ReadTrigger(CatalogRow row) => new()
    {
        Id = new ObjectId(ObjectKind.Trigger, row.Name(0), row.Text(2)),
        Definition = row.Text(3),
        Enabled = row.Flag(4),
        DependsOn = [ObjectId.Table(row.Name(0)), new ObjectId(ObjectKind.Function, row.Name(5), "")],
        Comment = row.TextOrNull(7),
    };

    private static RowPolicy ReadPolicy(CatalogRow row)
    {
        var command = row.Letter(6, ("*", "ALL"), ("r", "SELECT"), ("a", "INSERT"), ("w", "UPDATE"), ("d", "DELETE"));
        var using_ = row.TextOrNull(8) is { } condition ? $" USING ({condition})" : "";
        var check = row.TextOrNull(9) is { } asked ? $" WITH CHECK ({asked})" : "";
        var restrictive = row.Flag(5) ? "" : " AS RESTRICTIVE";

        return new RowPolicy
        {
            Id = new ObjectId(ObjectKind.Policy, row.Name(0), row.Text(2)),
            Definition = $"CREATE POLICY {row.Text(3)} ON {row.Text(4)}{restrictive} FOR {command} TO {string.Join(", ", row.Texts(7))}{using_}{check}",
            DependsOn = [ObjectId.Table(row.Name(0))],
            Comment = row.TextOrNull(10),
        };
    }
}
