using ChangeGate.Changes;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rollbacks;

internal sealed class SchemaSqlTests
{
    private const string Shop = """
        CREATE TABLE users (id bigint PRIMARY KEY, name text);
        CREATE TABLE orders (id bigint PRIMARY KEY, owner bigint, note text, total integer);
        CREATE INDEX orders_note ON orders (note);
        CREATE VIEW totals AS SELECT sum(total) AS all_of_them FROM orders;
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        """;

    [TestCase("ALTER TABLE orders ADD COLUMN kind text NOT NULL DEFAULT 'x'")]
    [TestCase("ALTER TABLE orders DROP COLUMN note")]
    [TestCase("ALTER TABLE orders ALTER COLUMN owner SET NOT NULL")]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT orders_owner FOREIGN KEY (owner) REFERENCES users (id)")]
    [TestCase("ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases RENAME COLUMN note TO remark")]
    [TestCase("DROP TABLE users; CREATE TABLE people (id bigint PRIMARY KEY, feels mood)")]
    [TestCase("DROP INDEX orders_note; CREATE UNIQUE INDEX orders_owner ON orders (owner) WHERE note IS NULL")]
    [TestCase("DROP VIEW totals; CREATE VIEW notes AS SELECT note FROM orders")]
    [TestCase("ALTER TABLE users ALTER COLUMN name TYPE varchar(20), ENABLE ROW LEVEL SECURITY; COMMENT ON TABLE users IS 'people'")]
    [TestCase("ALTER TYPE mood ADD VALUE 'happy'; ALTER TYPE mood ADD VALUE 'glum' BEFORE 'sad'; ALTER TYPE mood ADD VALUE 'fine' AFTER 'sad'; COMMENT ON TYPE mood IS 'how it goes'")]
    [TestCase("ALTER TYPE mood RENAME TO old_mood; CREATE TYPE mood AS ENUM ('ok'); DROP TYPE old_mood")]
    [TestCase("CREATE TABLE events (at date) PARTITION BY RANGE (at); CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01'); CREATE TABLE events_rest PARTITION OF events DEFAULT")]
    [TestCase("CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'")]
    public void It_leads_from_one_schema_to_the_other(string change)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var before = SchemaState.Start(dialect).Apply(Read(Shop, dialect));
        var script = Read(change, dialect);
        var after = before.Apply(script).Snapshot;
        var diff = SchemaComparison.Compare(before.Snapshot, after, dialect, script.Statements.SelectMany(statement => statement.Changes).Select(one => Resolved(one, before)));

        var sql = SchemaSql.Of(before.Snapshot, after, diff, dialect);
        var led = before.Apply(Read(string.Join(";\n", sql), dialect)).Snapshot;

        Assert.That(sql, Is.Not.Empty);
        Assert.That(SchemaComparison.Compare(led, after, dialect).Differences, Is.Empty, string.Join(";\n", sql));
    }

    [Test]
    public void Another_key_in_SQLite_is_written_as_well()
    {
        var dialect = SqlDialects.For(Dialect.Sqlite);
        var before = SchemaState.Start(dialect).Apply(Read("CREATE TABLE nonce (nonce TEXT NOT NULL PRIMARY KEY);", dialect));
        var after = SchemaState.Start(dialect).Apply(Read("CREATE TABLE nonce (state TEXT NOT NULL PRIMARY KEY, value TEXT);", dialect)).Snapshot;

        Assert.That(SchemaSql.Of(before.Snapshot, after, SchemaComparison.Compare(before.Snapshot, after, dialect), dialect), Has.Some.Contains("state TEXT"));
    }

    [Test]
    public void It_touches_no_row()
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var before = SchemaState.Start(dialect).Apply(Read(Shop, dialect)).Snapshot;
        var after = SchemaState.Start(dialect).Apply(Read("CREATE TABLE users (id bigint PRIMARY KEY, name integer, born date);", dialect)).Snapshot;

        Assert.That(SchemaSql.Of(before, after, SchemaComparison.Compare(before, after, dialect), dialect), Has.None.Contains("archive").And.None.StartWith("UPDATE").And.None.StartWith("INSERT"));
    }

    private static Change Resolved(Change change, SchemaState state) => change is RenameTable rename ? rename with { Table = state.Resolve(ObjectKind.Table, rename.Table) } : change is RenameColumn column ? column with { Table = new ObjectName("public", column.Table.Name) } : change;

    private static Script Read(string sql, ISqlDialect dialect) => dialect.Read(new SourceText("script.sql", sql));
}
