using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Documentation;

/// <summary>The tables of <c>docs/sql.md</c> are true.</summary>
internal sealed partial class SqlPageTests
{
    private static IEnumerable<TestCaseData> Rows(string heading)
    {
        var lines = File.ReadAllLines(Repository.PathTo("docs", "sql.md"));
        var start = Array.FindIndex(lines, line => line.StartsWith($"| {heading} |", StringComparison.Ordinal));

        return lines.Skip(start + 2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => Row().Match(line))
            .Select(row => new TestCaseData(row.Groups[1].Value, row.Groups[2].Value).SetArgDisplayNames(row.Groups[1].Value));
    }

    private static IEnumerable<Change> Read(Dialect dialect, string sql) =>
        SqlDialects.For(dialect).Read(new SourceText("page.sql", sql)).Statements.SelectMany(statement => statement.Changes);

    [TestCaseSource(nameof(Rows), new object[] { "PostgreSQL" })]
    public void PostgreSQL_is_read_as_the_page_says(string sql, string changes) =>
        Assert.That(string.Join(", ", Read(Dialect.PostgreSql, sql).Select(change => change.Kind)), Is.EqualTo(changes));

    [TestCaseSource(nameof(Rows), new object[] { "SQLite" })]
    public void SQLite_is_read_as_the_page_says(string sql, string changes) =>
        Assert.That(string.Join(", ", Read(Dialect.Sqlite, sql).Select(change => change.Kind)), Is.EqualTo(changes));

    [TestCaseSource(nameof(Rows), new object[] { "`DELETE`" })]
    public void Conditions_are_seen_through_as_the_page_says(string sql, string filter) =>
        Assert.That(
            new[] { Dialect.PostgreSql, Dialect.Sqlite }.Select(dialect => Read(dialect, sql).OfType<DeleteRows>().Single().Filter.ToString()),
            Is.All.EqualTo(filter));

    [GeneratedRegex(@"^\| `(.*)` \| (.*) \|$")]
    private static partial Regex Row();
}
