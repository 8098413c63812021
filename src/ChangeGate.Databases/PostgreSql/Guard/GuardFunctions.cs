using System.Globalization;

namespace ChangeGate.Databases.PostgreSql.Guard;

/// <param name="Name">With its arguments, as DROP and ALTER want it.</param>
/// <param name="Returns">Or the columns that it gives out.</param>
/// <param name="Body">PL/pgSQL, or the query of a function in SQL.</param>
internal sealed record GuardFunction(string Name, string Returns, string Body)
{
    /// <summary>Arguments with their names; empty for none.</summary>
    public string Arguments { get; init; } = "";

    public string Language { get; init; } = "plpgsql";

    /// <summary>Runs with the rights of its owner, for whoever set it off.</summary>
    public bool IsTrigger => Returns == "event_trigger";

    public string BareName => Name[..Name.IndexOf('(', StringComparison.Ordinal)];
}

/// <summary>
/// What the event triggers run. All of it belongs to a role that nobody can log in as, sees no schema but the system's, builds no SQL from
/// text, and keeps no text of a statement.
/// </summary>
internal static class GuardFunctions
{
    /// <summary>Of a refusal: none of the server's own, so that a program can tell it from a missing right.</summary>
    public const string Refused = "CG001";

    // Not pg_has_role: to that, a superuser is a member of every role.
    private static readonly GuardFunction Belongs = new("belongs(oid,name)", "boolean", """

        with recursive held(oid) as (
            select login
            union
            select m.roleid from pg_auth_members m join held h on h.oid = m.member
            where coalesce((to_jsonb(m) ->> 'set_option')::boolean, true) or coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
        )
        select exists (select from held h join pg_roles r on r.oid = h.oid where r.rolname = role)

        """)
    {
        Arguments = "login oid, role name",
        Language = "sql",
    };

    // What a session logged in as, whatever it has set since.
    private static readonly GuardFunction Login = new("login()", "oid", """

        select coalesce((select a.usesysid from pg_stat_get_activity(pg_backend_pid()) a), (select r.oid from pg_roles r where r.rolname = session_user))

        """)
    {
        Language = "sql",
    };

    private static readonly GuardFunction Holds = new("holds(bigint,integer)", "boolean", """

        select exists (
            select from pg_locks l
            where l.locktype = 'advisory' and l.granted and l.mode = 'ExclusiveLock' and l.objsubid = 1
                  and l.database = (select d.oid from pg_database d where d.datname = current_database())
                  and ((l.classid::bigint << 32) | l.objid::bigint) = key
                  and (l.pid = process or (process is null and exists (select from pg_stat_get_activity(l.pid) a where a.usesysid = changegate_guard.login()))))

        """)
    {
        Arguments = "key bigint, process integer",
        Language = "sql",
    };

    private static readonly GuardFunction Passage = new("passage()", "record", $"""

        declare
            setting changegate_guard.setting%rowtype;
            own boolean;
            working boolean;
        begin
            select * into strict setting from changegate_guard.setting;
            passage := 'outside';

            if changegate_guard.belongs(changegate_guard.login(), setting.runner) and changegate_guard.holds({Key(PostgreSqlLock.RunKey)}, null) then
                own := changegate_guard.holds({Key(PostgreSqlLock.RunKey)}, pg_backend_pid());
                working := changegate_guard.holds({Key(PostgreSqlLock.WorkKey)}, pg_backend_pid());

                if working then
                    begin
                        select r.id into run from changegate.run r
                        where r.position = (select max(newest.position) from changegate.run newest)
                              and (select s.state from changegate.run_state s where s.run_id = r.id order by s.position desc limit 1)
                                  not in ('succeeded', 'failed', 'rolled-back', 'needs-attention');
                    exception when undefined_table or invalid_schema_name or insufficient_privilege then
                        run := null;
                    end;
                end if;

                if run is not null then
                    passage := 'governed';
                    return;
                end if;

                if own or working then
                    passage := 'upkeep';
                    return;
                end if;
            end if;

            if setting.break_glass is not null and changegate_guard.belongs(changegate_guard.login(), setting.break_glass) then
                passage := 'break-glass';
            end if;
        end

        """)
    {
        Arguments = "out passage text, out run text",
    };

    private static readonly GuardFunction Enforces = new("enforces()", "boolean", """

        select s.mode = 'enforce' from changegate_guard.setting s

        """)
    {
        Language = "sql",
    };

    private static readonly GuardFunction Refuse = new("refuse(text)", "void", $"""

        declare
            glass name := (select s.break_glass from changegate_guard.setting s);
        begin
            raise exception using
                errcode = '{Refused}',
                message = format('ChangeGate''s guard refuses %s outside of a governed run.', tag),
                hint = 'Bring it as a migration, and let `changegate apply` run it.'
                    || case when glass is null then '' else format(' In an emergency members of the role %I may do it by hand; that is recorded.', glass) end;
        end

        """)
    {
        Arguments = "tag text",
    };

    private static readonly GuardFunction Remember = new("remember(text,text,text,text,text[],bigint)", "void", """

        begin
            insert into changegate_guard.event (at, phase, passage, run_id, login, role, application, client, process, transaction, tag, objects, object_count, statement)
            select clock_timestamp(), phase, passage, run, r.rolname, case when current_setting('role') = 'none' then session_user else current_setting('role') end,
                   current_setting('application_name'), host(inet_client_addr()), pg_backend_pid(), pg_current_xact_id()::text::bigint, tag, objects, object_count,
                   'sha256:' || encode(sha256(convert_to(coalesce(current_query(), ''), case getdatabaseencoding() when 'SQL_ASCII' then 'SQL_ASCII' else 'UTF8' end)), 'hex')
            from pg_roles r where r.oid = changegate_guard.login();
        end

        """)
    {
        Arguments = "phase text, passage text, run text, tag text, objects text[], object_count bigint",
    };

    // What commits by itself cannot be refused when it is done; whether the rest concerns a temporary table is known only then. It is never
    // part of anything, so the client's text says it; REFRESH … CONCURRENTLY alters temporary tables beneath a text that says so too.
    private static readonly GuardFunction Begin = new("begin_command()", "event_trigger", """

        declare
            way record;
            commits boolean := coalesce(current_query(), '') ~* 'concurrently' and (tg_tag in ('CREATE INDEX', 'DROP INDEX') or (tg_tag = 'ALTER TABLE' and current_query() ~* 'detach'));
        begin
            if tg_tag in ('REFRESH MATERIALIZED VIEW', 'REINDEX') or not changegate_guard.enforces() then
                return;
            end if;

            select * into way from changegate_guard.passage();

            if way.passage in ('governed', 'break-glass') or (way.passage = 'upkeep' and not commits) then
                return;
            end if;

            if not commits and (
                tg_tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'CREATE VIEW', 'CREATE SEQUENCE', 'CREATE FUNCTION', 'CREATE PROCEDURE', 'CREATE TYPE', 'CREATE DOMAIN')
                or (pg_my_temp_schema() <> 0 and (tg_tag ~ '^(CREATE|ALTER|DROP) (TABLE|INDEX|VIEW|SEQUENCE|FUNCTION|PROCEDURE|ROUTINE|TYPE|DOMAIN|TRIGGER|RULE|POLICY|STATISTICS)$' or tg_tag = 'COMMENT'))) then
                return;
            end if;

            perform changegate_guard.refuse(tg_tag);
        end

        """);

    private static readonly GuardFunction End = new("end_command()", "event_trigger", """

        declare
            way record;
            seen record;
        begin
            if tg_tag = 'REFRESH MATERIALIZED VIEW' then
                return;
            end if;

            select count(*) as number,
                   (array_agg(coalesce(c.object_identity, c.object_type, c.command_tag)))[1:200] as objects,
                   bool_or(c.in_extension) as in_extension,
                   bool_and(coalesce(c.schema_name = 'pg_temp', false) or changegate_guard.is_temporary(c.classid, c.objid)) as temporary,
                   bool_and(coalesce(c.schema_name in ('changegate', 'changegate_archive'), false)
                            or (c.object_type = 'schema' and coalesce(c.object_identity in ('changegate', 'changegate_archive'), false))) as own
            into seen from pg_event_trigger_ddl_commands() c;

            if seen.in_extension or seen.temporary or (seen.number = 0 and tg_tag ~ '^(CREATE|DROP|ALTER) ' and tg_tag not in ('DROP OWNED', 'ALTER DEFAULT PRIVILEGES')) then
                return;
            end if;

            select * into way from changegate_guard.passage();

            if way.passage = 'upkeep' and not coalesce(seen.own, false) then
                way.passage := 'outside';
            end if;

            if way.passage = 'outside' and tg_tag <> 'REINDEX' and changegate_guard.enforces() then
                perform changegate_guard.refuse(tg_tag);
            end if;

            perform changegate_guard.remember('done', way.passage, way.run, tg_tag, coalesce(seen.objects, '{}'), seen.number);
        end

        """);

    private static readonly GuardFunction Drop = new("drop_objects()", "event_trigger", """

        declare
            way record;
            seen record;
        begin
            select count(*) as number,
                   (array_agg(d.object_identity order by d.original desc, d.object_identity))[1:200] as objects,
                   coalesce(bool_and(d.is_temporary) filter (where d.original), bool_and(d.is_temporary)) as temporary,
                   coalesce(bool_and(coalesce(d.schema_name in ('changegate', 'changegate_archive'), false)
                                     or (d.object_type = 'schema' and coalesce(d.object_identity in ('changegate', 'changegate_archive'), false))), false) as own
            into seen from pg_event_trigger_dropped_objects() d;

            if seen.number = 0 or coalesce(seen.temporary, false) or tg_tag = 'REFRESH MATERIALIZED VIEW' then
                return;
            end if;

            select * into way from changegate_guard.passage();

            if way.passage = 'upkeep' and not seen.own then
                way.passage := 'outside';
            end if;

            if way.passage = 'outside' and changegate_guard.enforces() then
                perform changegate_guard.refuse(tg_tag);
            end if;

            perform changegate_guard.remember('dropped', way.passage, way.run, tg_tag, seen.objects, seen.number);
        end

        """);

    // Before the work is done, which would be in vain.
    private static readonly GuardFunction Rewrite = new("rewrite_table()", "event_trigger", """

        declare
            way record;
        begin
            if not changegate_guard.enforces() or changegate_guard.is_temporary('pg_class'::regclass, pg_event_trigger_table_rewrite_oid()) then
                return;
            end if;

            select * into way from changegate_guard.passage();

            if way.passage in ('outside', 'upkeep') then
                perform changegate_guard.refuse(tg_tag);
            end if;
        end

        """);

    // Triggers, rules and policies stand in no schema of their own.
    private static readonly GuardFunction IsTemporary = new("is_temporary(oid,oid)", "boolean", """

        select exists (
            select from pg_class c
            where c.relpersistence = 't' and c.oid = case catalog
                when 'pg_class'::regclass then object
                when 'pg_trigger'::regclass then (select t.tgrelid from pg_trigger t where t.oid = object)
                when 'pg_rewrite'::regclass then (select r.ev_class from pg_rewrite r where r.oid = object)
                when 'pg_policy'::regclass then (select p.polrelid from pg_policy p where p.oid = object)
            end)

        """)
    {
        Arguments = "catalog oid, object oid",
        Language = "sql",
    };

    /// <summary>Each after those that it calls.</summary>
    public static IReadOnlyList<GuardFunction> All { get; } = [Belongs, Login, Holds, Passage, Enforces, Refuse, Remember, IsTemporary, Begin, End, Drop, Rewrite];

    /// <summary>Names of event triggers, what sets them off, and what they run.</summary>
    public static IReadOnlyList<(string Name, string Event, GuardFunction Runs)> Triggers { get; } =
    [
        ("changegate_guard_begin", "ddl_command_start", Begin),
        ("changegate_guard_end", "ddl_command_end", End),
        ("changegate_guard_drop", "sql_drop", Drop),
        ("changegate_guard_rewrite", "table_rewrite", Rewrite),
    ];

    private static string Key(long key) => $"({key.ToString(CultureInfo.InvariantCulture)})::bigint";
}
