using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.PostgreSql;

/// <summary>What people write in a schema, and what the engine prints of it, have one canonical spelling.</summary>
internal sealed class CanonicalAgreementTests
{
    private const string Table = """
        create table t (
            id bigint, n int, small smallint, price numeric(10, 2), ratio double precision, name varchar(120), code char(3), title text, flag boolean, kind kind,
            day date, at timestamp, seen timestamptz, wait interval, data jsonb, tags text[], numbers int[], place point, raw bytea, other uuid, bits bit(4), span tstzrange)
        """;

    private static readonly string[] Conditions =
    [
        "price >= 0 AND price < 1000000",
        "price > 0.5",
        "ratio between 0 and 1",
        "n not between 1 and small",
        "price NOT BETWEEN SYMMETRIC 5 AND 1",
        "name in ('a', 'b', 'c')",
        "name NOT IN ('a', 'b')",
        "code IN ('EUR', 'USD')",
        "kind IN ('new', 'paid')",
        "kind = 'new' OR kind = 'it''s'",
        "n IN (1, 2, small)",
        "NOT (n IN (1, 2, 3)) OR NOT (title IN ('a', title, 'b'))",
        "n = ANY (ARRAY[1, 2])",
        "NOT flag",
        "flag IS NOT TRUE",
        "flag is distinct from true",
        "n IS NOT DISTINCT FROM small",
        "length(trim(name)) > 0",
        "char_length(name) <= 120 and name = lower(name)",
        "name ~* '^[^@\\s]+@[^@]+$'",
        "title LIKE 'a%' OR title NOT ILIKE '%b' OR title LIKE '10!%' ESCAPE '!'",
        "title SIMILAR TO '(a|b)%'",
        "(name IS NULL) <> (title IS NULL)",
        "num_nonnulls(name, title, n) = 1",
        "coalesce(name, title, '') <> ''",
        "(CASE WHEN flag THEN 1 ELSE 0 END + CASE WHEN n > 0 THEN 1 ELSE 0 END) = 1",
        "CASE kind WHEN 'new' THEN n IS NULL WHEN 'paid' THEN n > 0 END",
        "day > DATE '2020-01-01'",
        "day >= '2020-01-01' AND day < '2021-01-01'",
        "seen <= '2024-05-01T00:00:00Z'",
        "at + interval '1 day' > now()",
        "extract(year from day) between 2000 and 2100",
        "extract(epoch FROM wait) > 0",
        "seen AT TIME ZONE 'UTC' > at",
        "date_trunc('day', at) = at",
        "wait > '2 hours' AND wait <= interval '1 week 2 days'",
        "data->>'type' = 'x' AND data ? 'id'",
        "(data->'a'->>'b')::int > 0",
        "data #>> '{a,b}' IS NOT NULL",
        "jsonb_typeof(data -> 'items') = 'array'",
        "data @> '{\"a\": [1, 2]}'",
        "tags && ARRAY['x', 'y']::text[]",
        "array_length(numbers, 1) between 1 and 10 AND numbers[1] > 0",
        "cardinality(tags) > 0 and 'x' = any(tags)",
        "tags <> '{}'",
        "n % 2 = 0 AND (n & 4) = 4 AND n / 2 > 1",
        "n * price > 100.50 and -n < +5 and n + small - 1 > -1",
        "price::int = n AND n::numeric / small > 1",
        "ratio * 100 <= 100 and ratio > n",
        "id > n and id < 10000000000",
        "substring(name from 1 for 2) = 'ab' AND substring(title for 3) <> 'xyz' AND left(name, 1) = 'a'",
        "position('@' in name) > 1",
        "overlay(title placing 'x' from 1 for 2) <> ''",
        "upper(title) COLLATE \"C\" < 'm'",
        "title || ' ' || name || n <> 'x'",
        "(n, small) = (1, 2)",
        "(n, small) < (1, 2)",
        "ROW(n, small) IN ((1, 2), (3, 4))",
        "octet_length(raw) = 32 AND raw <> '\\x'",
        "bits = B'0101' OR bits = X'F'",
        "other <> '00000000-0000-0000-0000-000000000000'",
        "lower(span) < upper(span) and not isempty(span)",
        "greatest(n, small) > least(n, 3) and nullif(n, 0) is not null",
        "(day, at) OVERLAPS (day, wait)",
        "name = current_user::text",
        "xpath_exists('/a', title::xml)",
        "to_tsvector('english', title) @@ to_tsquery('english', 'a & b')",
        "flag = true and (n > 1) = false",
        "flag IN (true, false)",
        "name = '' OR name = '5' OR title > '007'",
        "small = 1::smallint and price = 1e2",
        "tags @> ARRAY[name]::text[]",
        "title IS NOT NULL AND (n = 1 AND (flag OR small = 2)) AND price = 1",
        "date_part('dow', day) in (0, 6)",
        "left(title, 3) in ('a', 'b') and left(title, 1) not like 'x'",
        "coalesce(small, n) > 0 and case when flag then small else n end > 0",
        "n::numeric / small > n / small::numeric and small / n::double precision > 0 and n / small > 1",
        "name like any (array['a%', 'b%'])",
    ];

    private static readonly string[] Values =
    [
        "'draft'", "'{}'::jsonb", "'[]'", "0", "-1", "0.00", "1e3", "now()", "CURRENT_TIMESTAMP", "current_timestamp(3)", "(now() at time zone 'utc')", "(now() + interval '30 days')",
        "gen_random_uuid()", "md5(random()::text)", "true", "'t'", "ARRAY[]::text[]", "'{}'", "'{a,b}'::text[]", "interval '90 minutes'", "'1 year 2 mons'::interval", "date '2020-01-01'",
        "'2020-01-01 10:00:00+02'::timestamptz", "timezone('utc', now())", "E'a\\nb'", "'it''s'", "NULL", "upper('x') || '-1'", "(extract(epoch from now()) * 1000)::bigint", "lpad('7', 3, '0')",
        "CURRENT_DATE + 1", "B'0101'", "'new'::kind", "jsonb_build_object('a', 1, 'b', array[1, 2])", "(1 + 2) * 3", "-(1 + 2)", "concat('a', 'b')", "'12:00'::time", "'00000000-0000-0000-0000-000000000000'::uuid",
    ];

    private static readonly string[] Keys =
    [
        "lower(name)", "upper(title) || code", "(data ->> 'id')", "((data ->> 'n')::int)", "coalesce(name, title)", "(price * n)", "date_trunc('day', at)", "((day + 1))", "(n = 1)",
        "(CASE WHEN flag THEN n END)", "(name::text)", "(-n)", "(seen at time zone 'UTC')", "to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(name, ''))", "(extract(year from day))",
        "(n in (1, 2))", "(title COLLATE \"C\")", "md5(title)", "(numbers[1])", "(left(title, 10))", "((tags)[1])", "substring(title, 1, 5)", "(n::bigint * 2)", "(price::text)",
    ];

    [Test]
    public async Task Conditions_of_checks_and_indexes_are_one_with_what_is_printed()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var connection = await OpenAsync(database);
        var differences = new List<string>();

        foreach (var condition in Conditions)
        {
            await ExecuteAsync(connection, $"alter table t add constraint c check ({condition})");
            differences.AddRange(Difference(condition, await PrintedAsync(connection, "select pg_get_expr(conbin, conrelid) from pg_constraint where conname = 'c'")));
            var constraint = await PrintedAsync(connection, "select pg_get_constraintdef(oid) from pg_constraint where conname = 'c'");
            differences.AddRange(Difference(condition, constraint["CHECK (".Length..^1]));
            await ExecuteAsync(connection, "alter table t drop constraint c");
            await ExecuteAsync(connection, $"create view v as select 1 as one from t where {condition}");
            var view = await PrintedAsync(connection, "select pg_get_viewdef('v'::regclass)");
            differences.AddRange(Difference(condition, view[(view.IndexOf("WHERE", StringComparison.Ordinal) + 5)..].TrimEnd(';')));
            await ExecuteAsync(connection, "drop view v");
        }

        Assert.That(differences, Is.Empty);
    }

    [Test]
    public async Task Defaults_are_one_with_what_is_printed()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var connection = await OpenAsync(database);
        var differences = new List<string>();

        foreach (var value in Values)
        {
            await ExecuteAsync(connection, $"create view v as select {value} as one");
            var type = await PrintedAsync(connection, "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'v'::regclass");
            await ExecuteAsync(connection, "drop view v");
            await ExecuteAsync(connection, $"create table d (a {type} default {value})");

            if (value != "NULL")
            {
                differences.AddRange(Difference(value, await PrintedAsync(connection, "select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 'd'::regclass")));
            }

            await ExecuteAsync(connection, "drop table d");
        }

        Assert.That(differences, Is.Empty);
    }

    [Test]
    public async Task Keys_of_indexes_are_one_with_what_is_printed()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var connection = await OpenAsync(database);
        var differences = new List<string>();

        foreach (var key in Keys)
        {
            // A column in place of the index, which refuses what is not immutable.
            await ExecuteAsync(connection, $"create view v as select {key} as one from t");
            var view = await PrintedAsync(connection, "select pg_get_viewdef('v'::regclass)");
            var printed = view[(view.IndexOf("SELECT", StringComparison.Ordinal) + 6)..view.LastIndexOf(" AS one", StringComparison.Ordinal)];
            differences.AddRange(Difference(key, printed));
            await ExecuteAsync(connection, "drop view v");
        }

        Assert.That(differences, Is.Empty);
    }

    private static IEnumerable<string> Difference(string written, string printed)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var (one, other) = (dialect.Canonicalize(written), dialect.Canonicalize(printed));

        if (one != other)
        {
            yield return $"{written} is printed {printed}: {one} is not {other}";
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(PostgresDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "create type kind as enum ('new', 'paid', 'it''s')");
        await ExecuteAsync(connection, Table);
        return connection;
    }

    private static async Task<string> PrintedAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);

        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException refused)
        {
            Assert.Fail($"{refused.MessageText}: {sql}");
        }
    }
}
