using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.Sqlite;

internal sealed class DepthTests
{
    [TestCase("SELECT ", "(")]
    [TestCase("SELECT ", "NOT ")]
    [TestCase("SELECT ", "~")]
    [TestCase("SELECT 1", "+1")]
    [TestCase("SELECT 1", " AND 1")]
    [TestCase("SELECT ", "(SELECT ")]
    [TestCase("SELECT ", "CASE WHEN ")]
    [TestCase("SELECT * FROM ", "(")]
    [TestCase("", "WITH a AS (")]
    [TestCase("", "EXPLAIN ")]
    [TestCase("CREATE VIEW v AS SELECT ", "EXISTS (SELECT ")]
    public void Depth_without_end_is_unclassified(string start, string repeated) =>
        SqliteScript.Only<Unclassified>(start + string.Concat(Enumerable.Repeat(repeated, 300_000)));

    [Test]
    public void A_thousand_levels_are_read() =>
        SqliteScript.Only<ReadRows>($"SELECT {new string('(', 990)}1{new string(')', 990)}");

    [Test]
    public void Many_rows_are_read()
    {
        var sql = "INSERT INTO t (a, b) VALUES (1, 'x')" + string.Concat(Enumerable.Repeat(", (2, 'y')", 99_999));

        Assert.That(SqliteScript.Only<InsertRows>(sql).Rows, Is.EqualTo(100_000));
    }
}
