using ChangeGate.Changes;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Sql;

namespace ChangeGate.Databases.PostgreSql.Guard;

/// <summary>The statements that put the guard into a database and take it out again. Each may be run once more: it brings what is there to what it should be.</summary>
internal static class GuardScript
{
    /// <summary>Goes up with every change of what is installed.</summary>
    public const int Version = 1;

    public const string Schema = "changegate_guard";

    /// <summary>Owns what is installed, but for the event triggers, which only a superuser may own. Nobody can log in as it.</summary>
    public const string Owner = "changegate_guard_owner";

    /// <summary>Pinned for each function: nothing that others make is found by name.</summary>
    public const string Path = "pg_catalog, pg_temp";

    private static readonly DdlWriter Sql = new(SqlDialects.For(Dialect.PostgreSql));

    /// <summary>Name, and its columns as PostgreSQL tells them.</summary>
    public static IReadOnlyList<(string Name, string Columns)> Tables { get; } =
    [
        ("setting", "single boolean, version integer, mode text, runner name, break_glass name, installed_at timestamp with time zone, installed_by name"),
        ("event", "position bigint, at timestamp with time zone, phase text, passage text, run_id text, login name, role text, application text, client text, process integer, transaction bigint, tag text, objects text[], object_count bigint, statement text"),
        ("report", "run_id text, up_to bigint, at timestamp with time zone"),
    ];

    /// <summary>To be run in one transaction, by a superuser.</summary>
    public static IEnumerable<string> Install(GuardRequest request)
    {
        var runner = Sql.Name(request.Runner);
        yield return "set local standard_conforming_strings = on";
        yield return $"set local search_path = {Path}";
        yield return $"select {Sql.Literal(runner)}::pg_catalog.regrole";

        foreach (var role in new[] { request.BreakGlass, request.Reader }.OfType<string>())
        {
            yield return $"select {Sql.Literal(Sql.Name(role))}::pg_catalog.regrole";
        }

        foreach (var (name, _, _) in GuardFunctions.Triggers)
        {
            yield return $"drop event trigger if exists {name}";
        }

        yield return $"do $$ begin if not exists (select from pg_roles where rolname = '{Owner}') then create role {Owner} nologin; end if; end $$";
        yield return $"create schema if not exists {Schema} authorization {Owner}";
        yield return $"alter schema {Schema} owner to {Owner}";
        yield return $"create schema if not exists changegate authorization {runner}";

        foreach (var statement in MakeTables().Concat(MakeFunctions()))
        {
            yield return statement;
        }

        yield return $"grant usage on schema changegate to {Owner}, {runner}";
        yield return $"grant select on all tables in schema changegate to {Owner}";
        yield return $"alter default privileges for role {runner} in schema changegate grant select on tables to {Owner}";

        foreach (var looks in new[] { request.Runner, request.Reader }.OfType<string>().Select(Sql.Name))
        {
            yield return $"grant usage on schema {Schema} to {looks}";
            yield return $"grant select on {Schema}.setting, {Schema}.event, {Schema}.report, changegate.guard to {looks}";
        }

        yield return $"grant insert on {Schema}.report to {runner}";
        yield return $"delete from {Schema}.setting";
        yield return $"""
            insert into {Schema}.setting (version, mode, runner, break_glass, installed_at, installed_by)
            values ({Version}, '{Keyword(request.Mode)}', {Sql.Literal(request.Runner)}, {(request.BreakGlass is { } members ? Sql.Literal(members) : "null")}, clock_timestamp(), session_user)
            """;
        yield return $"""
            insert into changegate.guard (version, mode, runner, break_glass, installed_at, installed_by)
            select version, mode, runner, break_glass, installed_at, installed_by from {Schema}.setting
            """;

        foreach (var (name, onEvent, runs) in GuardFunctions.Triggers)
        {
            yield return $"create event trigger {name} on {onEvent} execute function {Schema}.{runs.Name}";
            yield return $"alter event trigger {name} enable always";
        }
    }

    /// <summary>Everything that was installed in this database, and the rights that came with it. The role goes when no other database needs it.</summary>
    public static IEnumerable<string> Uninstall()
    {
        foreach (var (name, _, _) in GuardFunctions.Triggers)
        {
            yield return $"drop event trigger if exists {name}";
        }

        yield return $"do $$ begin if exists (select from pg_catalog.pg_roles where rolname = '{Owner}') then drop owned by {Owner} cascade; end if; end $$";
        yield return """
            do $$
            begin
                if exists (select from pg_catalog.pg_namespace where nspname = 'changegate')
                   and not exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'changegate') then
                    drop schema changegate;
                end if;
            end $$
            """;
        yield return $"do $$ begin drop role if exists {Owner}; exception when dependent_objects_still_exist then null; end $$";
    }

    public static string Keyword(GuardMode mode) => mode == GuardMode.Enforce ? "enforce" : "audit";

    private static IEnumerable<string> MakeTables()
    {
        yield return $"""
            create table if not exists {Schema}.setting (
                single boolean primary key default true check (single),
                version integer not null,
                mode text not null check (mode in ('audit', 'enforce')),
                runner name not null,
                break_glass name,
                installed_at timestamptz not null,
                installed_by name not null
            )
            """;
        yield return $"""
            create table if not exists {Schema}.event (
                position bigint generated always as identity primary key,
                at timestamptz not null,
                phase text not null check (phase in ('done', 'dropped')),
                passage text not null check (passage in ('governed', 'upkeep', 'break-glass', 'outside')),
                run_id text,
                login name not null,
                role text not null,
                application text,
                client text,
                process integer not null,
                transaction bigint not null,
                tag text not null,
                objects text[] not null,
                object_count bigint not null,
                statement text not null
            )
            """;
        yield return $"create table if not exists {Schema}.report (run_id text not null primary key, up_to bigint not null, at timestamptz not null default clock_timestamp())";

        // Beside the journal, so that it is missed when the guard is gone.
        yield return """
            create table if not exists changegate.guard (
                position bigint generated always as identity primary key,
                version integer not null,
                mode text not null,
                runner name not null,
                break_glass name,
                installed_at timestamptz not null,
                installed_by name not null
            )
            """;

        foreach (var (name, _) in Tables)
        {
            yield return $"alter table {Schema}.{name} owner to {Owner}";
        }

        yield return $"alter table changegate.guard owner to {Owner}";
    }

    private static IEnumerable<string> MakeFunctions()
    {
        foreach (var function in GuardFunctions.All)
        {
            var rights = function.IsTrigger ? " security definer" : "";
            yield return $"drop function if exists {Schema}.{function.Name}";
            yield return $"create function {Schema}.{function.BareName}({function.Arguments}) returns {function.Returns} language {function.Language} volatile{rights} set search_path = {Path} as $guard${function.Body}$guard$";
            yield return $"alter function {Schema}.{function.Name} owner to {Owner}";
            yield return $"revoke all on function {Schema}.{function.Name} from public";
        }
    }
}
