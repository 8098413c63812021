using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.PostgreSql;

internal sealed class DataTests
{
    [TestCase("", RowFilter.None)]
    [TestCase("WHERE true", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 1 = 1", RowFilter.AlwaysTrue)]
    [TestCase("WHERE (1) <> 2", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 2 - 1 = 1", RowFilter.AlwaysTrue)]
    [TestCase("WHERE id = id", RowFilter.AlwaysTrue)]
    [TestCase("WHERE t.id = id", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 'a' = 'a'", RowFilter.AlwaysTrue)]
    [TestCase("WHERE NOT false", RowFilter.AlwaysTrue)]
    [TestCase("WHERE id = 5 OR true", RowFilter.AlwaysTrue)]
    [TestCase("WHERE a IS NULL OR a IS NOT NULL", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 't'::boolean", RowFilter.AlwaysTrue)]
    [TestCase("WHERE EXISTS (SELECT 1)", RowFilter.AlwaysTrue)]
    [TestCase("WHERE name LIKE '%'", RowFilter.AlwaysTrue)]
    [TestCase("WHERE false", RowFilter.AlwaysFalse)]
    [TestCase("WHERE 1 = 0", RowFilter.AlwaysFalse)]
    [TestCase("WHERE id = 5 AND 1 = 2", RowFilter.AlwaysFalse)]
    [TestCase("WHERE id = 5", RowFilter.Some)]
    [TestCase("WHERE id = 5 AND true", RowFilter.Some)]
    [TestCase("WHERE NOT NULL", RowFilter.AlwaysFalse)]
    [TestCase("WHERE id = other", RowFilter.Some)]
    [TestCase("WHERE CURRENT OF cursor", RowFilter.Some)]
    public void A_condition_that_lets_every_row_through_is_seen_through(string where, RowFilter filter)
    {
        Assert.That(PostgreSqlScript.ChangesOf($"DELETE FROM t {where}").OfType<DeleteRows>().Single().Filter, Is.EqualTo(filter));
        Assert.That(PostgreSqlScript.ChangesOf($"UPDATE t SET a = 1 {where}").OfType<UpdateRows>().Single().Filter, Is.EqualTo(filter));
    }

    [TestCase("SELECT set_config('search_path', 'app', false)", false)]
    [TestCase("SELECT pg_catalog.set_config('search_path', 'app', true)", true)]
    public void A_setting_that_a_function_makes_is_made_once(string sql, bool local)
    {
        var setting = PostgreSqlScript.ChangesOf(sql).OfType<SetSetting>().Single();

        Assert.That((setting.Name, setting.Value, setting.Local), Is.EqualTo(("search_path", "app", local)));
    }

    [Test]
    public void Statements_inside_WITH_change_data_too()
    {
        var changes = PostgreSqlScript.ChangesOf("WITH gone AS (DELETE FROM a WHERE x RETURNING *), kept AS (SELECT 1) INSERT INTO b SELECT * FROM gone, c");

        Assert.That(changes, Is.EqualTo(new Change[]
        {
            new DeleteRows(new ObjectName(null, "a")) { Filter = RowFilter.Some, Where = "x", ReturnedAs = "gone" },
            new InsertRows(new ObjectName(null, "b")) { Query = "SELECT * FROM gone, c", Reads = [new ObjectName(null, "c")] },
        }));
    }

    [Test]
    public void An_insert_counts_its_rows_and_knows_whether_it_replaces() =>
        Assert.That(
            PostgreSqlScript.ChangesOf("INSERT INTO t (a, b) VALUES (1, 2), (3, 4) ON CONFLICT (a) DO UPDATE SET b = excluded.b"),
            Is.EqualTo(new Change[] { new InsertRows(new ObjectName(null, "t")) { Columns = ["a", "b"], Rows = 2, Replaces = true, Overwrites = new UpdateRows(new ObjectName(null, "t")) { Columns = ["b"], Values = ["excluded.b"], Joins = true } } }));

    [TestCase("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1)", true, false, true)]
    [TestCase("MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET a = 1", false, true, false)]
    public void A_merge_says_what_it_may_do(string sql, bool deletes, bool updates, bool inserts) =>
        Assert.That(PostgreSqlScript.ChangesOf(sql)[0], Is.EqualTo(new MergeRows(new ObjectName(null, "t")) { Deletes = deletes, Updates = updates, Inserts = inserts, Overwrites = updates ? [new UpdateRows(new ObjectName(null, "t")) { Columns = ["a"], Values = ["1"], Joins = true }] : [] }));

    [Test]
    public void A_query_names_the_functions_that_it_calls() =>
        Assert.That(
            PostgreSqlScript.ChangesOf("SELECT evil(x), (SELECT s.worse()) FROM generate_series(1, 2)"),
            Is.EqualTo(new Change[] { new ReadRows { Calls = [new(null, "evil"), new("s", "worse"), new(null, "generate_series")], Arguments = [1, 0, 2] } }));

    [TestCase("SELECT setval('s', 1)")]
    [TestCase("SELECT pg_catalog.setval('s'::regclass, 1, false)")]
    public void Setting_a_sequence_by_a_call_is_a_restart(string sql) =>
        Assert.That(PostgreSqlScript.ChangesOf(sql), Has.Some.EqualTo(new AlterSequence(new ObjectName(null, "s")) { Restarts = true }));

    [Test]
    public void What_is_only_explained_is_not_done()
    {
        Assert.That(PostgreSqlScript.ChangesOf("EXPLAIN DELETE FROM t"), Has.None.InstanceOf<DeleteRows>());
        Assert.That(PostgreSqlScript.ChangesOf("EXPLAIN (ANALYZE) DELETE FROM t"), Has.Some.InstanceOf<DeleteRows>());
    }

    [Test]
    public void A_view_names_what_it_reads_but_not_its_own_tables()
    {
        var view = (CreateView)PostgreSqlScript.ChangesOf("CREATE OR REPLACE VIEW v (a) AS WITH x AS (SELECT * FROM b) SELECT * FROM x JOIN s.c ON true WHERE EXISTS (SELECT FROM d)").Single();

        Assert.That(view.Reads, Is.EqualTo(new ObjectName[] { new(null, "b"), new("s", "c"), new(null, "d") }));
        Assert.That((view.OrReplace, view.Query[..6]), Is.EqualTo((true, "WITH x")));
    }

    [TestCase("TRUNCATE a, ONLY b RESTART IDENTITY CASCADE", 2)]
    [TestCase("LOCK TABLE a, b, c IN SHARE MODE NOWAIT", 3)]
    [TestCase("DROP TABLE IF EXISTS a, b", 2)]
    public void Each_table_of_a_list_is_a_change(string sql, int count) => Assert.That(PostgreSqlScript.ChangesOf(sql), Has.Length.EqualTo(count));
}
