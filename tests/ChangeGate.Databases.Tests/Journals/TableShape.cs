using ChangeGate.Changes;

namespace ChangeGate.Databases.Tests.Journals;

/// <summary>Everything that the engine's own catalogs say about a table and what hangs on it, as text.</summary>
internal static class TableShape
{
    public static async Task<string> OfAsync(HostedDatabase hosted, string table)
    {
        var sql = hosted.Database.Dialect == Dialect.PostgreSql
            ? $"""
            select string_agg(line, E'\n' order by kind, place, line) from (
                select 1 as kind, attnum::int as place, format('%s %s null:%s default:%s', attname, format_type(atttypid, atttypmod), not attnotnull, pg_get_expr(adbin, adrelid)) as line
                from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = 'public."{table}"'::regclass and attnum > 0
                union all select 2, 0, format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint where conrelid = 'public."{table}"'::regclass and contype <> 'n'
                union all select 3, 0, indexdef from pg_indexes where schemaname = 'public' and tablename = '{table}') as lines
            """
            : $"select group_concat(sql, char(10)) from (select sql from sqlite_schema where lower(tbl_name) = lower('{table}') and sql is not null order by type desc, name)";

        return (string)(await hosted.Database.ScalarAsync(sql))!;
    }
}
