using ChangeGate.Rehearsals;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class LostValuesTests
{
    private const string Shop = "CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL, total integer NOT NULL);\nCREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE, name text NOT NULL);\nCREATE TABLE padded (id bigint PRIMARY KEY, code char(9));";

    [TestCase("DELETE FROM orders;", "lines, orders")]
    [TestCase("ALTER TABLE orders DROP COLUMN note;", "orders.note")]
    [TestCase("UPDATE orders SET note = 'gone';", "orders.note")]
    [TestCase("DO $$ BEGIN EXECUTE convert_from(decode('VFJVTkNBVEUgbGluZXM=', 'base64'), 'UTF8'); END $$;", "lines")]
    [TestCase("CREATE FUNCTION clear() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM lines; RETURN NULL; END $$;\nCREATE TRIGGER clear AFTER UPDATE ON orders EXECUTE FUNCTION clear();\nUPDATE orders SET total = total;", "lines")]
    [TestCase("CREATE TEMP TABLE parked AS TABLE lines;\nDROP TABLE lines;", "lines")]
    [TestCase("CREATE TABLE old AS SELECT id, note FROM orders;\nDROP TABLE orders CASCADE;", "orders.total")]
    [TestCase("CREATE TABLE old AS TABLE orders;\nDROP TABLE orders CASCADE;", "")]
    [TestCase("ALTER TABLE orders ADD COLUMN remark text;\nUPDATE orders SET remark = note;\nALTER TABLE orders DROP COLUMN note;", "")]
    [TestCase("ALTER TABLE orders RENAME TO purchases;\nALTER TABLE purchases ALTER COLUMN total TYPE text, ALTER COLUMN id TYPE numeric;", "")]
    [TestCase("CREATE TABLE kept (document jsonb);\nDO $$ BEGIN EXECUTE 'INSERT INTO kept SELECT to_jsonb(l) FROM lines l'; EXECUTE 'DROP TABLE lines'; END $$;", "")]
    [TestCase("ALTER TABLE padded ALTER COLUMN code TYPE varchar(9);", "")]
    [TestCase("CREATE MATERIALIZED VIEW sums AS SELECT sum(total) FROM orders;\nDROP MATERIALIZED VIEW sums;", "")]
    public async Task PostgreSQL_tells_what_is_lost(string sql, string lost)
    {
        var rehearsal = await PostgreSqlRehearsal.RunAsync(Shop, sql);

        Assert.That(Said(rehearsal), Is.EqualTo(lost), rehearsal.Rollback.Because);
    }

    [TestCase("DELETE FROM lines;", "lines")]
    [TestCase("INSERT OR REPLACE INTO orders SELECT id, 'x', total FROM orders;", "lines, orders.note")]
    [TestCase("CREATE TRIGGER clear AFTER UPDATE ON orders BEGIN DELETE FROM lines; END;\nUPDATE orders SET total = total;", "lines")]
    [TestCase("CREATE TABLE new_lines (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO new_lines SELECT id, name FROM lines;\nDROP TABLE lines;\nALTER TABLE new_lines RENAME TO lines;", "lines.order_id")]
    [TestCase("CREATE TABLE new_lines (id INTEGER PRIMARY KEY, order_id TEXT, name TEXT, more TEXT);\nINSERT INTO new_lines (id, order_id, name) SELECT id, order_id, name FROM lines;\nDROP TABLE lines;\nALTER TABLE new_lines RENAME TO lines;", "")]
    [TestCase("ALTER TABLE lines RENAME TO old_lines;\nCREATE TABLE lines (id INTEGER PRIMARY KEY);", "")]
    public async Task SQLite_tells_what_is_lost(string sql, string lost) =>
        Assert.That(Said((await SqliteRehearsal.RunAsync([("0001.sql", Shop, null), ("0002.sql", sql, null)]))[1]), Is.EqualTo(lost));

    [Test]
    public async Task Roles_of_a_history_are_there_and_what_a_shadow_cannot_do_of_it_costs_nothing_else()
    {
        var history = $"CREATE ROLE reader;\n{Shop}\nGRANT SELECT ON orders TO reader;\nCREATE EXTENSION nobody_has_this;";

        var rehearsal = await PostgreSqlRehearsal.RunAsync(history, "DROP OWNED BY reader;\nDELETE FROM lines;");

        Assert.That((Said(rehearsal), rehearsal.Statements.Select(statement => statement.Error?.Message)), Is.EqualTo(("lines", new string?[] { null, null })));
    }

    private static string Said(MigrationRehearsal rehearsal) => string.Join(", ", rehearsal.Lost.Select(lost => lost.Column is { } column ? $"{lost.Table.Name}.{column}" : lost.Table.Name));
}
