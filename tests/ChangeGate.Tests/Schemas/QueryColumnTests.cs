using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Tests.Schemas;

/// <summary>Columns of what is made from queries, where no engine is asked; what the types are is held against engines.</summary>
internal sealed class QueryColumnTests
{
    private const string Orders = "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE orders (id int PRIMARY KEY, name varchar(20), feels mood);";

    [Test]
    public void A_view_keeps_the_columns_that_every_column_stood_for_when_it_was_made()
    {
        var schema = FoldedSchema.PostgreSql(Orders, "CREATE VIEW v AS SELECT * FROM orders; ALTER TABLE orders ADD COLUMN later int; ALTER TABLE orders RENAME name TO label; CREATE TABLE t AS SELECT * FROM v;");

        Assert.That(schema.Table("t").Columns.Select(static column => $"{column.Name} {column.Type}"), Is.EqualTo(new[] { "id integer", "name character varying(20)", "feels public.mood" }));
    }

    [Test]
    public void A_view_follows_the_names_of_its_columns_and_of_their_types()
    {
        var schema = FoldedSchema.PostgreSql(Orders, "CREATE VIEW v AS SELECT id, feels FROM orders; ALTER VIEW v RENAME COLUMN feels TO felt; ALTER TYPE mood RENAME TO feeling;");

        Assert.That(schema.View("v").Outputs, Is.EqualTo(new QueryOutput[] { new("id", DataType.Simple("integer"), null), new("felt", new DataType("public", "feeling", []), null) }));
    }

    [Test]
    public void A_snapshot_brings_the_columns_of_views_back()
    {
        var schema = FoldedSchema.PostgreSql(Orders, "CREATE VIEW v AS SELECT id, name COLLATE \"C\", nowhere(id) FROM orders;");
        var read = SnapshotJson.Read(SnapshotJson.Write(schema.Snapshot, null), "snapshot.json").Snapshot;

        Assert.That(read.Find<View>(schema.View("v").Id)!.Outputs, Is.EqualTo(schema.View("v").Outputs));
    }

    [Test]
    public void A_view_is_the_same_whether_its_columns_are_known_or_not()
    {
        var schema = FoldedSchema.PostgreSql(Orders, "CREATE VIEW v AS SELECT id FROM orders;");
        var unknown = schema with { State = SchemaState.From(schema.Snapshot.With(schema.View("v") with { Outputs = [] }), schema.Dialect) };

        Assert.That(unknown.Fingerprint, Is.EqualTo(schema.Fingerprint));
    }

    [TestCase("SELECT id FROM orders WHERE EXISTS (SELECT 1)", ExpectedResult = true)]
    [TestCase("SELECT nowhere(id) AS id FROM orders", ExpectedResult = false)]
    [TestCase("SELECT * FROM elsewhere", ExpectedResult = false)]
    [TestCase("WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone", ExpectedResult = false)]
    [TestCase("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) CYCLE i SET again USING path SELECT * FROM n", ExpectedResult = false)]
    [TestCase("EXECUTE prepared", ExpectedResult = false)]
    public bool Columns_are_known_only_where_all_are_certain(string query) => FoldedSchema.PostgreSql(Orders, $"CREATE TABLE t AS {query};").Table("t").ColumnsKnown;

    [Test]
    public void An_operator_of_the_teams_own_leaves_operators_open()
    {
        var schema = FoldedSchema.PostgreSql(
            Orders,
            "CREATE FUNCTION odd(int, int) RETURNS text LANGUAGE sql AS 'select 1::text'; CREATE OPERATOR public.+ (LEFTARG = int, RIGHTARG = int, FUNCTION = odd);",
            "CREATE TABLE t AS SELECT id + 1 AS more FROM orders;");

        Assert.That(schema.Table("t").ColumnsKnown, Is.False);
    }

    [TestCase("SELECT 1 AS a FROM orders", " CROSS JOIN orders o", "")]
    [TestCase("SELECT 1", " + 1 - 1", " AS a")]
    [TestCase("SELECT 1 AS a FROM orders", ", orders o", "")]
    [TestCase("SELECT 1 AS a", " UNION ALL SELECT 1", "")]
    public void A_query_may_be_as_long_as_it_wants(string start, string repeated, string end)
    {
        var query = start + string.Concat(Enumerable.Repeat(repeated, 20_000)) + end;

        Assert.That(FoldedSchema.PostgreSql(Orders, $"CREATE VIEW v AS {query};").View("v").Outputs.Count, Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void What_clients_write_to_a_table_made_anew_from_a_query_goes_with_it()
    {
        var before = FoldedSchema.PostgreSql(Orders, "CREATE TABLE fast AS SELECT id, name FROM orders;");
        var after = before.Then("DROP TABLE fast; CREATE TABLE fast AS SELECT id, name, feels FROM orders;");
        var script = before.Dialect.Read(new SourceText("0002.sql", "DROP TABLE fast; CREATE TABLE fast AS SELECT id, name, feels FROM orders;"));
        var clients = ClientTables.Of(before.Snapshot, after.Snapshot, script);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(clients.Added.Select(static table => table.Name), Is.EqualTo(new[] { "fast" }));
            Assert.That(clients.Tables.Select(static table => table.Name.Name), Has.None.EqualTo("fast"));
        }
    }
}
