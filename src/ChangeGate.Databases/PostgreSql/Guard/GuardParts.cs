using System.Security.Cryptography;
using System.Text;
using ChangeGate.Reports;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql.Guard;

/// <summary>
/// Every part of the guard with a line of what matters about it: as this version installs it, and as the catalogs have it. Where the two
/// differ, somebody has been there.
/// </summary>
internal static class GuardParts
{
    // Rights to read are given to others without harm.
    private const string Live = $"""
        select 'event trigger ' || t.evtname,
               concat_ws(' ', t.evtevent, case t.evtenabled when 'A' then 'always' else 'not always' end, 'executes', n.nspname || '.' || p.proname,
                         'for', coalesce(array_to_string(t.evttags, ','), 'all'), 'owned by', case when r.rolsuper then 'a superuser' else r.rolname end)
        from pg_catalog.pg_event_trigger t
             join pg_catalog.pg_proc p on p.oid = t.evtfoid join pg_catalog.pg_namespace n on n.oid = p.pronamespace join pg_catalog.pg_roles r on r.oid = t.evtowner
        where n.nspname = '{GuardScript.Schema}' or t.evtname ~ '^changegate_guard_'
        union all
        select 'function ' || p.proname || '(' || pg_catalog.replace(pg_catalog.oidvectortypes(p.proargtypes), ', ', ',') || ')',
               concat_ws(' ', l.lanname, case when p.prosecdef then 'as its owner' else 'as its caller' end, pg_catalog.array_to_string(p.proconfig, ';'), 'owned by', r.rolname,
                         case when exists (select from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) x where x.grantee <> p.proowner) then 'for others' else 'for nobody else' end,
                         pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(p.prosrc, 'UTF8')), 'hex'))
        from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace join pg_catalog.pg_language l on l.oid = p.prolang join pg_catalog.pg_roles r on r.oid = p.proowner
        where n.nspname = '{GuardScript.Schema}'
        union all
        select 'table ' || c.relname,
               concat_ws(' ', c.relkind::text || c.relpersistence::text, 'owned by', r.rolname, 'with',
                         (select pg_catalog.string_agg(a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
                          from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
                         case when c.relrowsecurity or c.relhastriggers or c.relhasrules then 'and code on it' end,
                         (select 'written by ' || pg_catalog.string_agg(distinct coalesce((select w.rolname from pg_catalog.pg_roles w where w.oid = g.grantee), 'everybody') || ' ' || g.privilege_type, ', ')
                          from (select (pg_catalog.aclexplode(c.relacl)).* union all
                                select (pg_catalog.aclexplode(a.attacl)).* from pg_catalog.pg_attribute a where a.attrelid = c.oid) g
                          where g.grantee <> c.relowner and g.privilege_type <> 'SELECT'))
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_roles r on r.oid = c.relowner
        where n.nspname = '{GuardScript.Schema}' and c.relkind not in ('i', 'S')
        union all
        select 'schema ' || n.nspname,
               concat_ws(' ', 'owned by', r.rolname,
                         (select 'changed by ' || pg_catalog.string_agg(distinct g.grantee::text, ', ') from pg_catalog.aclexplode(n.nspacl) g
                          where g.grantee <> n.nspowner and g.privilege_type <> 'USAGE'))
        from pg_catalog.pg_namespace n join pg_catalog.pg_roles r on r.oid = n.nspowner
        where n.nspname = '{GuardScript.Schema}'
        union all
        select 'role ' || r.rolname,
               concat_ws(' ', case when r.rolsuper or r.rolcanlogin or r.rolcreaterole or r.rolbypassrls then 'with rights of its own' else 'without rights of its own' end,
                         (select 'given to ' || pg_catalog.string_agg(m.member::pg_catalog.regrole::text, ', ') from pg_catalog.pg_auth_members m where m.roleid = r.oid))
        from pg_catalog.pg_roles r
        where r.rolname = '{GuardScript.Owner}'
        """;

    /// <param name="runner">Its name, as the catalogs have it.</param>
    public static IReadOnlyDictionary<string, string> Expected(string runner)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"schema {GuardScript.Schema}"] = $"owned by {GuardScript.Owner}",
            [$"role {GuardScript.Owner}"] = "without rights of its own",
        };

        foreach (var (name, onEvent, runs) in GuardFunctions.Triggers)
        {
            parts[$"event trigger {name}"] = $"{onEvent} always executes {GuardScript.Schema}.{runs.BareName} for all owned by a superuser";
        }

        foreach (var function in GuardFunctions.All)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(function.Body)));
            parts[$"function {function.Name}"] = $"{function.Language} {(function.IsTrigger ? "as its owner" : "as its caller")} search_path={GuardScript.Path} owned by {GuardScript.Owner} for nobody else {digest}";
        }

        foreach (var (name, columns) in GuardScript.Tables)
        {
            parts[$"table {name}"] = $"rp owned by {GuardScript.Owner} with {columns}{(name == "report" ? $" written by {runner} INSERT" : "")}";
        }

        return parts;
    }

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Live, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);

        while (await reader.ReadAsync(cancellation))
        {
            parts[reader.GetString(0)] = reader.GetString(1);
        }

        return parts;
    }

    /// <returns>A sentence for each part that is gone, that is otherwise, or that was added.</returns>
    public static IEnumerable<string> Compare(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> live)
    {
        foreach (var (name, text) in expected.OrderBy(static part => part.Key, StringComparer.Ordinal))
        {
            if (!live.TryGetValue(name, out var found))
            {
                yield return $"The guard's {Named(name)} is gone.";
            }
            else if (found != text)
            {
                yield return $"The guard's {Named(name)} is not as it was installed{(found.Contains("not always", StringComparison.Ordinal) ? ": it is disabled, or can be gone round" : "")}.";
            }
        }

        foreach (var name in live.Keys.Where(name => !expected.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            yield return $"The guard has {Named(name)} that it was not installed with.";
        }
    }

    // The last word is the name; the words before say what it is.
    private static string Named(string part)
    {
        var space = part.StartsWith("event trigger ", StringComparison.Ordinal) ? "event trigger".Length : part.IndexOf(' ', StringComparison.Ordinal);
        return $"{part[..space]} {Prose.Name(part[(space + 1)..])}";
    }
}
