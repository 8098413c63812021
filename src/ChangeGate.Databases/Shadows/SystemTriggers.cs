namespace ChangeGate.Databases.Shadows;

/// <summary>
/// <c>ALTER TABLE … DISABLE TRIGGER ALL</c> includes the triggers of foreign keys, and only a superuser may say it (manual, ALTER TABLE). Migrations say it, and their role in a shadow
/// is none; so in a cluster of ours the owner of a table can have it done. It stands where no snapshot looks.
/// </summary>
internal static class SystemTriggers
{
    // In single-user mode a statement is a line.
    public const string Definition =
        "create function pg_catalog.changegate_set_triggers(relation regclass, enabled boolean) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as '"
        + "begin if not exists (select from pg_catalog.pg_class as c join pg_catalog.pg_roles as r on r.oid = c.relowner where c.oid = relation and r.rolname = session_user) "
        + "then raise insufficient_privilege using message = ''must be owner of the table''; end if; "
        + "execute format(''alter table %s %s trigger all'', relation, case when enabled then ''enable'' else ''disable'' end); end'";

    /// <param name="table">As the statement spells it.</param>
    public static string Instead(string table, bool enabled) =>
        $"select pg_catalog.changegate_set_triggers('{table.Replace("'", "''", StringComparison.Ordinal)}', {(enabled ? "true" : "false")})";
}
