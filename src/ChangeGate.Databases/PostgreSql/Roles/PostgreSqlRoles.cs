using ChangeGate.Databases.PostgreSql.Catalog;
using ChangeGate.Databases.PostgreSql.Guard;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql.Roles;

/// <summary>Looks at the role of a connection with all that it can become by <c>SET ROLE</c>, and at what governed runs would need.</summary>
internal sealed class PostgreSqlRoles(PostgreSqlConnections connections)
{
    // A superuser counts as a member of nothing that it was not made one of: what it may is said once. ADMIN alone gives no right of the role (16 and later tell them apart).
    private const string Held = """
        with recursive held(oid) as (
            select r.oid from pg_catalog.pg_roles r where r.rolname = session_user
            union
            select m.roleid from pg_catalog.pg_auth_members m join held h on h.oid = m.member
            where coalesce((to_jsonb(m) ->> 'set_option')::boolean, true) or coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
        )
        """;

    private const string Findings = $$"""
        {{Held}}
        select code, name from (
            select 1 as place, 'superuser' as code, r.rolname as name from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolsuper
            union all select 2, 'createrole', r.rolname from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolcreaterole and not r.rolsuper
            union all select 3, 'createdb', r.rolname from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolcreatedb and not r.rolsuper
            union all select 4, 'bypassrls', r.rolname from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolbypassrls and not r.rolsuper
            union all select 5, 'replication', r.rolname from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolreplication and not r.rolsuper
            union all select 6, 'predefined', r.rolname from held h join pg_catalog.pg_roles r on r.oid = h.oid
                where r.rolname in ('pg_write_server_files', 'pg_read_server_files', 'pg_execute_server_program', 'pg_signal_backend', 'pg_read_all_data', 'pg_write_all_data', 'pg_create_subscription')
            union all select 7, 'guard-owner', r.rolname from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolname = '{{GuardScript.Owner}}'
            union all select 8, 'grants-roles', g.rolname from pg_catalog.pg_auth_members m join held h on h.oid = m.member join pg_catalog.pg_roles g on g.oid = m.roleid where m.admin_option
            union all select 9, 'database-owner', d.datname from pg_catalog.pg_database d join held h on h.oid = d.datdba where d.datname = current_database()
            union all select 10, 'others-may-become', r.rolname from pg_catalog.pg_roles r
                where r.rolcreaterole and not r.rolsuper and r.oid not in (select oid from held) and current_setting('server_version_num')::integer < 160000
                      and exists (select from pg_catalog.pg_namespace where nspname = 'changegate_guard')
            union all select 11, 'no-create', current_database() where not has_database_privilege(session_user, current_database(), 'create')
            union all select 12, 'not-owner', c.oid::pg_catalog.regclass::text
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'S') and {{CatalogQuery.UserSchema}} and c.relowner not in (select oid from held)
                      and not exists (select from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolsuper)
                      and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')) found
        order by place, name
        """;

    private const string IsSuper = $$"""
        {{Held}}
        select exists (select from held h join pg_catalog.pg_roles r on r.oid = h.oid where r.rolsuper)
        """;

    // Owners of what migrations may have to alter, and of the journal, which an earlier runner may have made; an extension's members come and go with it.
    private const string Owners = $"""
        select distinct n.nspname, r.rolname, r.rolsuper or r.rolname = 'pg_database_owner'
        from (select relnamespace as space, relowner as owner, 'pg_class'::regclass::oid as catalog, oid from pg_catalog.pg_class where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
              union all select pronamespace, proowner, 'pg_proc'::regclass::oid, oid from pg_catalog.pg_proc
              union all select typnamespace, typowner, 'pg_type'::regclass::oid, oid from pg_catalog.pg_type
              union all select oid, nspowner, 'pg_namespace'::regclass::oid, oid from pg_catalog.pg_namespace) o
             join pg_catalog.pg_namespace n on n.oid = o.space join pg_catalog.pg_roles r on r.oid = o.owner
        where (({CatalogQuery.UserSchema}) or n.nspname = 'changegate') and r.rolname <> '{GuardScript.Owner}'
              and not exists (select from pg_catalog.pg_depend d where d.classid = o.catalog and d.objid = o.oid and d.deptype = 'e')
        order by 1, 2
        """;

    private const string Reading = "read the roles";

    /// <summary>Whom these connections log in as.</summary>
    public string User => connections.Settings.Username ?? "";

    /// <summary>Of itself, or by a role that it can take.</summary>
    public Task<bool> IsSuperuserAsync(CancellationToken cancellation) => connections.ReadAsync(
        Reading,
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(IsSuper, connection);
            return await command.ExecuteScalarAsync(token) is true;
        },
        cancellation);

    /// <returns>Code and name, of each code in the order of names.</returns>
    public Task<List<(string Code, string Name)>> FindingsAsync(CancellationToken cancellation) =>
        connections.ReadAsync(Reading, (connection, token) => new CatalogQuery(connection, token).ReadAsync(Findings, static row => (row.Text(0), row.Text(1))), cancellation);

    /// <returns>Every schema of the user's and the journal's, with each role that owns it or something in it.</returns>
    public Task<List<OwnedSchema>> OwnersAsync(CancellationToken cancellation) =>
        connections.ReadAsync(Reading, (connection, token) => new CatalogQuery(connection, token).ReadAsync(Owners, static row => new OwnedSchema(row.Text(0), row.Text(1), row.Flag(2))), cancellation);
}

/// <param name="Schema">Its name.</param>
/// <param name="Owner">Of it, or of something in it.</param>
/// <param name="IsSuperuser">Nobody should become that one: what it owns is taken over. So it is with the owner of the database.</param>
internal sealed record OwnedSchema(string Schema, string Owner, bool IsSuperuser);
