using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Schemas;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rules;

/// <summary>A team says how much is too much, and which names it wants.</summary>
internal sealed class RuleLimitTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int, c int, d int);";

    [TestCase("insertedRows: 2", "insert-row-limit", "INSERT INTO orders (id) VALUES (1), (2), (3);")]
    [TestCase("affectedRows: 5", "affected-rows-limit", "UPDATE orders SET a = 1 WHERE b = 2;")]
    [TestCase("backfilledRows: 5", "unbatched-backfill", "UPDATE orders SET a = 1 WHERE b = 2;")]
    [TestCase("indexColumns: 1", "too-many-index-columns", "CREATE INDEX i ON orders (a, b);")]
    [TestCase("uniqueIndexColumns: 1", "too-many-index-columns", "CREATE UNIQUE INDEX i ON orders (a, b);")]
    [TestCase("indexesPerTable: 1", "too-many-index-columns", "CREATE INDEX i ON orders (a);")]
    [TestCase("lockTimeoutSeconds: 2", "timeout-too-long-or-zero", "SET lock_timeout = '3s';")]
    [TestCase("tableNames: '^t_'", "required-columns-or-comments", "CREATE TABLE note (id bigint PRIMARY KEY); COMMENT ON TABLE note IS 'Notes';")]
    [TestCase("columnNames: '^n_'", "required-columns-or-comments", "ALTER TABLE orders ADD COLUMN note text;")]
    [TestCase("requiredColumns: [made_at]", "required-columns-or-comments", "CREATE TABLE note (id bigint PRIMARY KEY); COMMENT ON TABLE note IS 'Notes';")]
    [TestCase("deniedTypes: [json]", "required-columns-or-comments", "ALTER TABLE orders ADD COLUMN note json;")]
    public void What_is_over_a_limit_is_reported_and_without_it_is_not(string limit, string rule, string sql)
    {
        Assert.That(Rules(limit, sql), Has.Some.EqualTo(rule));
        Assert.That(Rules("indexColumns: 3", sql), Has.None.EqualTo(rule));
    }

    [Test]
    public void A_name_of_the_teams_own_pattern_may_be_dropped()
    {
        Assert.That(Rules("droppedTables: '^zz_'", "DROP TABLE zz_orders;", "CREATE TABLE zz_orders (id int);"), Has.None.EqualTo("drop-naming-convention"));
        Assert.That(Rules("droppedTables: '^zz_'", "DROP TABLE orders_old;", "CREATE TABLE orders_old (id int);"), Has.Some.EqualTo("drop-naming-convention"));
    }

    [TestCase("tableNames: '(a'", "`changegate.yml` line 4, column 17: `tableNames` is `(a`, which is no regular expression that can be asked.")]
    [TestCase("tableNames: '(?=a)'", "`changegate.yml` line 4, column 17: `tableNames` is `(?=a)`, which is no regular expression that can be asked.")]
    [TestCase("indexColumns: 0", "`changegate.yml` line 4, column 19: `indexColumns` is `0` where a whole number is expected.")]
    [TestCase("indexColums: 4", "`changegate.yml` line 4, column 5: `indexColums` is not a key of `limits`.")]
    public void A_limit_that_says_nothing_is_an_error_at_its_place(string limit, string problem) =>
        Assert.That(() => PolicyOf(limit), Throws.TypeOf<GateException>().With.Property(nameof(GateException.Problem)).EqualTo(problem));

    private static IEnumerable<string> Rules(string limit, string sql, string history = Orders) =>
        Judged.Of(Dialect.PostgreSql, new AssessmentOptions { AllRules = true, Policy = PolicyOf(limit), Statistics = new SchemaStatistics(DateTimeOffset.UnixEpoch, [new TableStatistics(new ObjectName("public", "orders"), 10, null)]) }, history, sql).Findings.Select(finding => finding.Rule);

    private static Policy PolicyOf(string limit) => PolicyFile.Read(new SourceText("changegate.yml", $"version: 1\npolicy:\n  limits:\n    {limit}\n")).Policy;
}
