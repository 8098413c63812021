using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.Sqlite;

internal sealed class RowsTests
{
    [TestCase("", RowFilter.None)]
    [TestCase("WHERE 1", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 1 = 1", RowFilter.AlwaysTrue)]
    [TestCase("WHERE true", RowFilter.AlwaysTrue)]
    [TestCase("WHERE id = id", RowFilter.AlwaysTrue)]
    [TestCase("WHERE t.id IS \"ID\"", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 'a' = 'a' AND (2 > 1)", RowFilter.AlwaysTrue)]
    [TestCase("WHERE a = 5 OR 1", RowFilter.AlwaysTrue)]
    [TestCase("WHERE NOT false", RowFilter.AlwaysTrue)]
    [TestCase("WHERE NOT (1 = 2)", RowFilter.AlwaysTrue)]
    [TestCase("WHERE a IS NULL OR a IS NOT NULL", RowFilter.AlwaysTrue)]
    [TestCase("WHERE a NOTNULL OR a ISNULL", RowFilter.AlwaysTrue)]
    [TestCase("WHERE a LIKE '%'", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 1 IN (1, 2)", RowFilter.AlwaysTrue)]
    [TestCase("WHERE a NOT IN ()", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 2 BETWEEN 1 AND 3", RowFilter.AlwaysTrue)]
    [TestCase("WHERE EXISTS (SELECT 1)", RowFilter.AlwaysTrue)]
    [TestCase("WHERE (SELECT 1)", RowFilter.AlwaysTrue)]
    [TestCase("WHERE '1abc'", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 1 IS NOT NULL", RowFilter.AlwaysTrue)]
    [TestCase("WHERE id IS NOT DISTINCT FROM id", RowFilter.AlwaysTrue)]
    [TestCase("WHERE 1 IS TRUE", RowFilter.AlwaysTrue)]
    [TestCase("LIMIT -1", RowFilter.None)]
    [TestCase("WHERE 0", RowFilter.AlwaysFalse)]
    [TestCase("WHERE false", RowFilter.AlwaysFalse)]
    [TestCase("WHERE NULL", RowFilter.AlwaysFalse)]
    [TestCase("WHERE NOT NULL", RowFilter.AlwaysFalse)]
    [TestCase("WHERE a = NULL", RowFilter.AlwaysFalse)]
    [TestCase("WHERE id <> id", RowFilter.AlwaysFalse)]
    [TestCase("WHERE a = 1 AND 1 = 2", RowFilter.AlwaysFalse)]
    [TestCase("WHERE 'abc'", RowFilter.AlwaysFalse)]
    [TestCase("LIMIT 0", RowFilter.AlwaysFalse)]
    [TestCase("ORDER BY a LIMIT 5", RowFilter.Some)]
    [TestCase("WHERE id = 1", RowFilter.Some)]
    [TestCase("WHERE a.id = b.id", RowFilter.Some)]
    [TestCase("WHERE random() = random()", RowFilter.Some)]
    [TestCase("WHERE id IN (SELECT id FROM t)", RowFilter.Some)]
    [TestCase("WHERE a IS NULL OR b IS NOT NULL", RowFilter.Some)]
    [TestCase("WHERE 1 = ?", RowFilter.Some)]
    [TestCase("WHERE a LIKE '%x'", RowFilter.Some)]
    [TestCase("WHERE EXISTS (SELECT 1 FROM u)", RowFilter.Some)]
    [TestCase("WHERE active", RowFilter.Some)]
    public void A_condition_that_spares_no_row_is_seen_through(string tail, RowFilter filter) =>
        Assert.That(SqliteScript.ChangesOf($"DELETE FROM t {tail}").OfType<DeleteRows>().Single().Filter, Is.EqualTo(filter));

    [Test]
    public void An_update_says_what_it_sets()
    {
        var update = SqliteScript.Only<UpdateRows>("UPDATE OR IGNORE main.t AS x SET a = ( b ), \"c d\" = 1 + 2 FROM u WHERE x.id = u.id");

        Assert.That(update.Table, Is.EqualTo(new ObjectName(null, "t")));
        Assert.That(update.Columns, Is.EqualTo(new[] { "a", "c d" }));
        Assert.That(update.Values, Is.EqualTo(new[] { "( b )", "1 + 2" }));
        Assert.That(update.Where, Is.EqualTo("x.id = u.id"));
        Assert.That(update.Joins);
    }

    [Test]
    public void An_insert_of_a_query_says_what_it_reads()
    {
        var insert = SqliteScript.Only<InsertRows>("WITH w AS (SELECT * FROM a) INSERT INTO t (x, y) SELECT x, y FROM w JOIN b USING (id) WHERE z IN (SELECT z FROM c) AND v IN d");

        Assert.That(insert.Columns, Is.EqualTo(new[] { "x", "y" }));
        Assert.That(insert.Query, Does.StartWith("SELECT x, y FROM w").And.EndWith("IN d"));
        Assert.That(insert.Reads.Select(name => name.Name), Is.EqualTo(new[] { "a", "b", "c", "d" }));
        Assert.That(insert.Rows, Is.Null);
        Assert.That(insert.CopyOf, Is.Null);
    }

    [TestCase("INSERT INTO t VALUES (1)", false)]
    [TestCase("INSERT OR IGNORE INTO t VALUES (1)", false)]
    [TestCase("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", false)]
    [TestCase("INSERT OR REPLACE INTO t VALUES (1)", true)]
    [TestCase("REPLACE INTO t VALUES (1)", true)]
    [TestCase("INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", true)]
    public void An_insert_that_overwrites_says_so(string sql, bool replaces) =>
        Assert.That(SqliteScript.Only<InsertRows>(sql).Replaces, Is.EqualTo(replaces));

    [Test]
    public void The_condition_of_an_upsert_is_kept() =>
        Assert.That(
            SqliteScript.Only<InsertRows>("INSERT INTO s SELECT 1 WHERE true ON CONFLICT DO UPDATE SET v = excluded.v WHERE s.v IS NULL").ReplacesWhere,
            Is.EqualTo("s.v IS NULL"));

    [Test]
    public void The_rows_of_VALUES_are_counted() =>
        Assert.That(SqliteScript.Only<InsertRows>("INSERT INTO t (a, b) VALUES (1, 2), (3, 4), (5, 6)").Rows, Is.EqualTo(3));

    [TestCase("SELECT * FROM old", "*")]
    [TestCase("SELECT id, main.old.name FROM main.old WHERE true", "id,name")]
    [TestCase("SELECT o.id, o.*, lower(o.name), u.x FROM old AS o LEFT JOIN u ON u.id = o.id ORDER BY 1", "id,*,,")]
    [TestCase("SELECT id, CAST(name AS TEXT) FROM old", "id,")]
    public void A_query_that_takes_every_row_is_a_copy(string query, string columns)
    {
        var insert = SqliteScript.ChangesOf($"INSERT INTO new {query}").OfType<InsertRows>().Single();

        Assert.That(insert.CopyOf?.Source, Is.EqualTo(new ObjectName(null, "old")));
        Assert.That(string.Join(',', insert.CopyOf!.Columns), Is.EqualTo(columns));
    }

    [TestCase("SELECT * FROM old WHERE a <> ''")]
    [TestCase("SELECT * FROM old WHERE id = id")]
    [TestCase("SELECT * FROM old LIMIT 10")]
    [TestCase("SELECT DISTINCT * FROM old")]
    [TestCase("SELECT a FROM old GROUP BY a")]
    [TestCase("SELECT max(id) FROM old")]
    [TestCase("SELECT a || group_concat(b) FROM old")]
    [TestCase("SELECT unheard_of(a) FROM old")]
    [TestCase("SELECT * FROM old JOIN u USING (id)")]
    [TestCase("SELECT * FROM old, u")]
    [TestCase("SELECT * FROM u LEFT JOIN old USING (id), v")]
    [TestCase("SELECT * FROM old EXCEPT SELECT * FROM u")]
    [TestCase("SELECT * FROM (SELECT * FROM old LIMIT 1)")]
    [TestCase("WITH old AS (SELECT 1) SELECT * FROM old")]
    [TestCase("VALUES (1)")]
    public void A_query_that_may_leave_rows_out_is_not(string query) =>
        Assert.That(SqliteScript.ChangesOf($"INSERT INTO new {query}").OfType<InsertRows>().Single().CopyOf, Is.Null);

    [Test]
    public void Rows_that_a_conflict_may_skip_are_no_copy() =>
        Assert.That(SqliteScript.Only<InsertRows>("INSERT OR IGNORE INTO new SELECT * FROM old").CopyOf, Is.Null);

    [Test]
    public void Functions_that_a_changing_statement_calls_stand_beside_it()
    {
        var changes = SqliteScript.ChangesOf("UPDATE t SET a = load_extension('x') WHERE b > (SELECT max(b) FROM u)");

        Assert.That(changes.Select(change => change.Kind), Is.EqualTo(new[] { "update-rows", "read-rows" }));
        Assert.That(((ReadRows)changes[1]).Calls.Select(call => call.Name), Is.EqualTo(new[] { "load_extension", "max" }));
    }

    [Test]
    public void What_is_only_explained_does_not_happen() =>
        Assert.That(SqliteScript.Only<ReadRows>("EXPLAIN QUERY PLAN DELETE FROM t").Calls, Is.Empty);
}
