using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Sql;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Rules;

/// <summary>Danger is judged on the lowest version of a target, what a safe way needs on the highest.</summary>
internal sealed class VersionTests
{
    private const string History = """
        CREATE TABLE orders (id bigint PRIMARY KEY, status text, at date);
        CREATE TABLE event (at date) PARTITION BY RANGE (at);
        CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE customer (id bigint PRIMARY KEY);
        CREATE TABLE payment (at date, customer_id bigint) PARTITION BY RANGE (at);
        ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
        """;

    private const string Detach = "ALTER TABLE event DETACH PARTITION event_1;";

    [TestCase(13, 13, null, "PostgreSQL 13 cannot detach CONCURRENTLY.")]
    [TestCase(13, 18, "ALTER TABLE event DETACH PARTITION event_1 CONCURRENTLY;", "PostgreSQL 14 is the first that can.")]
    [TestCase(14, 14, "ALTER TABLE event DETACH PARTITION event_1 CONCURRENTLY;", "")]
    [TestCase(0, 0, "ALTER TABLE event DETACH PARTITION event_1 CONCURRENTLY;", "")]
    public void A_safe_way_is_offered_where_some_server_knows_it(int lowest, int highest, string? ready, string remedy)
    {
        var finding = Find("partition-detach", Detach, lowest, highest);

        Assert.That(finding?.SafeSql, Is.EqualTo(ready));
        Assert.That(finding?.Remedy, Does.EndWith(remedy));
    }

    [TestCase(13, 13, "SHARE UPDATE EXCLUSIVE")]
    [TestCase(13, 18, null)]
    [TestCase(18, 18, null)]
    public void The_lock_is_the_worst_of_the_range(int lowest, int highest, string? besides) =>
        Assert.That(Find("partition-detach", Detach, lowest, highest)?.Lock?.Besides?.Mode, Is.EqualTo(besides));

    [TestCase(13, 18, "CHECK (status IS NOT NULL) NOT VALID")]
    [TestCase(17, 17, "CHECK (status IS NOT NULL) NOT VALID")]
    [TestCase(18, 18, "NOT NULL status NOT VALID")]
    public void NOT_NULL_is_made_by_what_every_server_knows(int lowest, int highest, string ready) =>
        Assert.That(Find("set-not-null-scan", "ALTER TABLE orders ALTER COLUMN status SET NOT NULL;", lowest, highest)?.SafeSql, Does.Contain(ready));

    [TestCase(10, 18, true)]
    [TestCase(11, 18, false)]
    public void A_default_is_dangerous_where_the_lowest_version_writes_it(int lowest, int highest, bool dangerous) =>
        Assert.That(Find("add-column-default-pre-11", "ALTER TABLE orders ADD COLUMN note text DEFAULT 'x';", lowest, highest) is not null, Is.EqualTo(dangerous));

    [TestCase(13, 18, true)]
    [TestCase(18, 18, false)]
    public void What_the_lowest_version_refuses_is_reported(int lowest, int highest, bool refused) =>
        Assert.That(Find("fk-to-partitioned-or-inherited", "ALTER TABLE payment ADD CONSTRAINT pays FOREIGN KEY (customer_id) REFERENCES customer (id) NOT VALID;", lowest, highest) is not null, Is.EqualTo(refused));

    [TestCase(13, 14, false)]
    [TestCase(13, 15, true)]
    public void A_view_with_its_readers_rights_is_offered_where_some_server_knows_it(int lowest, int highest, bool offered) =>
        Assert.That(Find("view-bypasses-rls", "CREATE VIEW names AS SELECT id FROM customer;", lowest, highest)?.SafeSql is not null, Is.EqualTo(offered));

    [TestCase(13, 18, true)]
    [TestCase(15, 18, false)]
    public void Broken_builds_of_PostgreSQL_14_are_in_the_range_or_not(int lowest, int highest, bool within) =>
        Assert.That(Find("index-corruption-pg14", "CREATE INDEX CONCURRENTLY orders_at ON orders (at);", lowest, highest) is not null, Is.EqualTo(within));

    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY one_status ON orders (status) NULLS NOT DISTINCT;")]
    [TestCase("REINDEX TABLE CONCURRENTLY orders;")]
    public void What_newer_versions_write_is_read_on_any_target(string sql) =>
        Assert.That(Findings(sql, 13, 18).Where(finding => finding.Hazards.Contains(Hazard.Unreadable)), Is.Empty);

    private static Finding? Find(string rule, string sql, int lowest, int highest) => Findings(sql, lowest, highest).FirstOrDefault(finding => finding.Rule == rule);

    private static IEnumerable<Finding> Findings(string sql, int lowest, int highest) =>
        new Assessor(SqlDialects.For(Dialect.PostgreSql), new AssessmentOptions { AllRules = true }).Assess(Judged.SetOf(Dialect.PostgreSql, History, sql) with { Engine = lowest, EngineUpTo = highest == lowest ? 0 : highest }).Findings;
}
