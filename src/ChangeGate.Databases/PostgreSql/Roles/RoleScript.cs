using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql.Guard;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Sql;

namespace ChangeGate.Databases.PostgreSql.Roles;

/// <summary>SQL that a superuser may run as often as wanted: roles with what each needs, and nothing that the server gives beyond.</summary>
internal static class RoleScript
{
    private const string Plain = "nosuperuser nocreatedb nocreaterole noreplication nobypassrls";

    private static readonly DdlWriter Sql = new(SqlDialects.For(Dialect.PostgreSql));

    /// <param name="request">Names of the roles.</param>
    /// <param name="database">Where they are used.</param>
    /// <param name="owners">Schemas that migrations change, with the owners of what is in them.</param>
    public static IEnumerable<string> Write(RoleRequest request, string database, IReadOnlyList<OwnedSchema> owners)
    {
        var (runner, reader) = (Sql.Name(request.Runner), Sql.Name(request.Reader));
        yield return "begin";
        yield return "set local standard_conforming_strings = on";

        foreach (var (name, login) in new[] { (request.Runner, "login"), (request.Reader, "login"), (GuardScript.Owner, "nologin") })
        {
            yield return Block($"if not exists (select from pg_catalog.pg_roles where rolname = {Sql.Literal(name)}) then create role {Sql.Name(name)} {login}; end if;");
            yield return $"alter role {Sql.Name(name)} {login} {Plain}";
        }

        // CREATE on the database: for the schemas of the journal and of what is kept for rollbacks, and for those of migrations.
        yield return $"grant connect, create on database {Sql.Name(database)} to {runner}";
        yield return $"grant connect on database {Sql.Name(database)} to {reader}";
        yield return $"create schema if not exists changegate authorization {runner}";
        yield return $"grant usage on schema changegate to {reader}";
        yield return $"grant select on all tables in schema changegate to {reader}";
        yield return $"alter default privileges for role {runner} in schema changegate grant select on tables to {reader}";

        // Only an owner may alter a table: the runner becomes a member of owners that are no superusers, and takes over what superusers own.
        // Neither is a right on anything, so it is no drift.
        foreach (var owner in owners.Where(static owned => !owned.IsSuperuser).Select(static owned => owned.Owner).Distinct(StringComparer.Ordinal).Where(owner => owner != request.Runner && !owner.StartsWith("pg_", StringComparison.Ordinal)))
        {
            yield return $"grant {Sql.Name(owner)} to {runner}";
        }

        foreach (var schema in owners.Where(static owned => owned.IsSuperuser).Select(static owned => owned.Schema).Distinct(StringComparer.Ordinal))
        {
            yield return TakeOver(schema, request.Runner);
        }

        yield return "commit";
    }

    // Types and sequences that belong to a table go with it.
    private static string TakeOver(string schema, string runner) => Block(
        $"""
        declare one record;
            begin
                for one in
                    select 'schema' as kind, pg_catalog.quote_ident(n.nspname) as name
                    from pg_catalog.pg_namespace n join pg_catalog.pg_roles r on r.oid = n.nspowner
                    where n.nspname = {Sql.Literal(schema)} and (r.rolsuper or r.rolname = 'pg_database_owner')
                    union all
                    select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table' else 'table' end as kind, c.oid::pg_catalog.regclass::text as name
                    from pg_catalog.pg_class c join pg_catalog.pg_roles r on r.oid = c.relowner
                    where c.relnamespace = {Sql.Literal(Sql.Name(schema))}::pg_catalog.regnamespace and r.rolsuper and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                          and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype in ('a', 'i', 'e'))
                    union all
                    select 'routine', p.oid::pg_catalog.regprocedure::text
                    from pg_catalog.pg_proc p join pg_catalog.pg_roles r on r.oid = p.proowner
                    where p.pronamespace = {Sql.Literal(Sql.Name(schema))}::pg_catalog.regnamespace and r.rolsuper and p.prokind <> 'a'
                          and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype = 'e')
                    union all
                    select 'type', t.oid::pg_catalog.regtype::text
                    from pg_catalog.pg_type t join pg_catalog.pg_roles r on r.oid = t.typowner
                    where t.typnamespace = {Sql.Literal(Sql.Name(schema))}::pg_catalog.regnamespace and r.rolsuper and t.typtype in ('e', 'd', 'r')
                          and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.objid = t.oid and d.deptype in ('i', 'e'))
                loop
                    execute pg_catalog.format('alter %s %s owner to %I', one.kind, one.name, {Sql.Literal(runner)});
                end loop;
            end;
        """);

    // The tag is none that a name in it could end.
    private static string Block(string body)
    {
        var tag = "$changegate$";

        for (var number = 1; body.Contains(tag, StringComparison.Ordinal); number++)
        {
            tag = $"$changegate{number}$";
        }

        return $"do {tag} begin {body} end {tag}";
    }
}
