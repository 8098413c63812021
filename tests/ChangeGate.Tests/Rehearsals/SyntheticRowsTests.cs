using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Tests.Schemas;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Rehearsals;

internal sealed class SyntheticRowsTests
{
    private static readonly FoldedSchema Shop = FoldedSchema.PostgreSql("""
        CREATE TYPE state AS ENUM ('new', 'paid');
        CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL REFERENCES customers, state state NOT NULL, note varchar(20), total numeric(8,2) CHECK (total >= 0));
        CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL UNIQUE, born date, best bigint);
        ALTER TABLE customers ADD FOREIGN KEY (best) REFERENCES orders;
        CREATE TABLE notes (body text, stars smallint);
        """);

    [Test]
    public void The_same_seed_gives_the_same_rows()
    {
        var again = SyntheticRows.Of(Shop.Snapshot, new RowOptions());

        Assert.That(SyntheticRows.Of(Shop.Snapshot, new RowOptions()), Is.EqualTo(again));
    }

    [Test]
    public void Another_seed_gives_other_rows() =>
        Assert.That(SyntheticRows.Of(Shop.Snapshot, new RowOptions { Seed = 2 }), Is.Not.EqualTo(SyntheticRows.Of(Shop.Snapshot, new RowOptions())));

    [Test]
    public void What_is_referred_to_comes_first_and_a_circle_is_closed_afterwards()
    {
        var rows = Of(Shop);

        Assert.That(rows.Batches.Select(batch => batch.Table.Name), Is.EqualTo(new[] { "customers", "orders", "notes" }).Or.EqualTo(new[] { "notes", "customers", "orders" }).Or.EqualTo(new[] { "customers", "notes", "orders" }));
        Assert.That(rows.Links, Is.Not.Empty.And.All.StartsWith("UPDATE \"public\".\"customers\" SET \"best\" = "));
    }

    [Test]
    public void Columns_without_a_rule_get_the_edges_of_their_types()
    {
        var text = string.Join('\n', Batch(Shop, "notes", 40).Rows);

        Assert.That(text, Does.Contain("NULL").And.Contain("('',").And.Contain("('é'").And.Contain("('e\u0301'").And.Contain("\U0001F600").And.Contain("שלום")
            .And.Contain(", 32767)").And.Contain(", -32768)").And.Contain(", 0)").And.Contain(", -1)"));
    }

    [Test]
    public void Rows_are_repeated_where_no_key_forbids_it()
    {
        var rows = Batch(Shop, "notes").Rows;

        Assert.That(rows.Distinct().Count(), Is.LessThan(rows.Count));
    }

    [Test]
    public void A_check_is_obeyed() => Assert.That(Batch(Shop, "orders").Rows, Has.None.Contains(", -"));

    [Test]
    public void Identity_columns_are_written_and_their_sequences_moved()
    {
        Assert.That(Batch(Shop, "orders").Head, Does.Contain("OVERRIDING SYSTEM VALUE"));
        Assert.That(Of(Shop).Sequences, Has.Count.EqualTo(2));
    }

    [Test]
    public void Tables_keep_their_order_by_size()
    {
        var sizes = new SchemaStatistics(DateTimeOffset.UnixEpoch, [new TableStatistics(new ObjectName(null, "notes"), 0, null), new TableStatistics(new ObjectName("public", "orders"), 40_000_000, null)]);
        var rows = SyntheticRows.Of(Shop.Snapshot, new RowOptions { Statistics = sizes }).Batches.ToDictionary(batch => batch.Table.Name, batch => batch.Rows.Count);

        Assert.That((rows["notes"], rows["orders"]), Is.EqualTo((12, 42)));
        Assert.That(rows.Where(table => table.Key is not ("notes" or "orders")).Select(table => table.Value), Has.All.LessThanOrEqualTo(new RowOptions().Rows));
    }

    [Test]
    public void Nothing_in_a_name_or_value_ends_its_quotes()
    {
        var schema = FoldedSchema.Sqlite("""CREATE TABLE "o""dd; --" ("it's" TEXT CHECK ("it's" IN ('a''b', 'c')))""");

        Assert.That(Of(schema).Batches[0].Head, Is.EqualTo("""INSERT OR ABORT INTO "o""dd; --" ("it's") VALUES"""));
        Assert.That(Of(schema).Batches[0].Rows, Does.Contain("('a''b')"));
    }

    [TestCase(Dialect.PostgreSql)]
    [TestCase(Dialect.Sqlite)]
    public void Every_schema_gets_the_same_rows_twice_for_tables_that_are_there(Dialect name) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(RandomChanges.Histories, history =>
        {
            var schema = history.Aggregate(SchemaState.Start(SqlDialects.For(name)), (state, change) => state.Apply(change)).Snapshot;
            var rows = SyntheticRows.Of(schema, new RowOptions { Rows = 5 });

            return rows == SyntheticRows.Of(schema, new RowOptions { Rows = 5 }) && rows.Batches.All(batch => batch.Rows.Count <= 5 && schema.Contains(ObjectId.Table(batch.Table)));
        }));

    private static SyntheticRows Of(FoldedSchema schema, int rows = 12) => SyntheticRows.Of(schema.Snapshot, new RowOptions { Rows = rows });

    private static RowBatch Batch(FoldedSchema schema, string table, int rows = 12) => Of(schema, rows).Batches.Single(batch => batch.Table.Name == table);
}
