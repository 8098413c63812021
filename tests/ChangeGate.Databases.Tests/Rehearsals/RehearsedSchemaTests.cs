using ChangeGate.Changes;
using ChangeGate.Databases.Tests.Shadows;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Rehearsals;

/// <summary>What a rehearsal shows of a schema, as a picture and as SQL.</summary>
internal sealed class RehearsedSchemaTests
{
    private const string History = """
        CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email text);
        CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint REFERENCES users (id), note text, total numeric(12,2), placed date NOT NULL DEFAULT current_date);
        CREATE INDEX orders_note ON orders (note);
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE VIEW totals AS SELECT user_id, sum(total) AS all_of_them FROM orders GROUP BY user_id;
        CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE TABLE measures (id bigint, at date NOT NULL, v float8) PARTITION BY RANGE (at);
        CREATE TABLE measures_2025 PARTITION OF measures FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        """;

    private const string Change = """
        ALTER TYPE mood ADD VALUE 'happy';
        ALTER TYPE mood ADD VALUE 'glum' BEFORE 'sad';
        CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 2';
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER orders_touch BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
        DROP VIEW totals;
        CREATE VIEW totals AS SELECT user_id, sum(total) AS all_of_them, count(*) AS n FROM orders GROUP BY user_id;
        CREATE MATERIALIZED VIEW daily AS SELECT placed, count(*) AS n FROM orders GROUP BY placed;
        CREATE UNIQUE INDEX daily_placed ON daily (placed);
        ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON orders FOR SELECT TO PUBLIC USING (user_id = 1);
        DROP INDEX orders_note;
        CREATE INDEX orders_user ON orders (user_id) WHERE note IS NOT NULL;
        ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total < 1e12);
        ALTER TABLE orders RENAME COLUMN note TO remark;
        ALTER TABLE users ADD COLUMN born date, ALTER COLUMN name TYPE varchar;
        CREATE TABLE measures_2026 PARTITION OF measures FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE TABLE measures_rest PARTITION OF measures DEFAULT;
        CREATE SEQUENCE tickets;
        CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
        CREATE TABLE "odd `name`" (id positive PRIMARY KEY, "a|b" text);
        COMMENT ON TABLE users IS 'people';
        GRANT SELECT ON users TO PUBLIC;
        """;

    [Test]
    public async Task Its_SQL_makes_on_a_real_server_what_the_migration_made()
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(InstalledPostgres.All[0]);

        var rehearsal = await PostgreSqlRehearsal.RunAsync(server, History, Change);
        Assert.That(rehearsal.Schema, Is.Not.Null, rehearsal.Rollback.Because);

        var sql = string.Join(";\n", rehearsal.Schema!.Sql);
        var again = await PostgreSqlRehearsal.RunAsync(server, History, sql);

        Assert.That(again.Schema, Is.Not.Null, again.Rollback.Because);
        Assert.That(SchemaComparison.Compare(rehearsal.Schema.After, again.Schema!.After, dialect).Differences, Is.Empty, sql);
    }

    [Test]
    public async Task It_is_shown_also_where_made_up_rows_stop_the_migration()
    {
        var rehearsal = await PostgreSqlRehearsal.RunAsync("CREATE TABLE orders (id bigint PRIMARY KEY, note text);", "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;");

        Assert.That((rehearsal.IsRefused, rehearsal.Schema?.Sql.Count), Is.EqualTo((true, 1)), rehearsal.Rollback.Because);
    }
}
