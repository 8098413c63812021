using ChangeGate.Findings;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Rules;

internal sealed class LockingRuleTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, status text, total int);";

    [Test]
    public void A_view_that_names_the_column_of_another_table_does_not_hold_the_type() =>
        Assert.That(Rules("""
            CREATE TABLE orders (id bigint PRIMARY KEY, status text);
            CREATE TABLE payment (order_id bigint, status text);
            CREATE VIEW paid AS SELECT o.id, p.status FROM orders o JOIN payment p ON p.order_id = o.id;
            """, "ALTER TABLE orders ALTER COLUMN status TYPE varchar;"), Has.No.Member("alter-column-type-with-dependents"));

    [Test]
    public void A_view_that_joins_holds_the_type_of_a_column_that_only_one_table_has() =>
        Assert.That(Rules("""
            CREATE TABLE orders (id bigint PRIMARY KEY, status text);
            CREATE TABLE payment (order_id bigint);
            CREATE VIEW paid AS SELECT o.id, o.status FROM orders o JOIN payment p ON p.order_id = o.id;
            """, "ALTER TABLE orders ALTER COLUMN status TYPE varchar;"), Has.Member("alter-column-type-with-dependents"));

    [Test]
    public void A_view_that_is_dropped_before_does_not_hold_the_type() =>
        Assert.That(Rules($"{Orders} CREATE VIEW open_order AS SELECT id, status FROM orders;", "DROP VIEW open_order; ALTER TABLE orders ALTER COLUMN status TYPE varchar;"), Has.No.Member("alter-column-type-with-dependents"));

    [Test]
    public void A_trigger_that_fires_for_other_columns_does_not_hold_the_type() =>
        Assert.That(Rules($"{Orders} CREATE TRIGGER log AFTER UPDATE OF total ON orders FOR EACH ROW EXECUTE FUNCTION log_status();", "ALTER TABLE orders ALTER COLUMN status TYPE varchar;"), Has.No.Member("alter-column-type-with-dependents"));

    [Test]
    public void A_later_migration_of_the_proposal_may_validate() =>
        Assert.That(Rules(Orders, "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;", "ALTER TABLE orders VALIDATE CONSTRAINT positive;"), Has.No.Member("constraint-left-not-valid"));

    [Test]
    public void Two_validations_share_a_transaction() =>
        Assert.That(Rules($"{Orders} ALTER TABLE orders ADD CONSTRAINT a CHECK (total > 0) NOT VALID; ALTER TABLE orders ADD CONSTRAINT b CHECK (total < 9) NOT VALID;", "ALTER TABLE orders VALIDATE CONSTRAINT a; ALTER TABLE orders VALIDATE CONSTRAINT b;"), Has.No.Member("validate-while-writes-blocked"));

    [Test]
    public void Locks_on_what_is_new_block_nobody_from_validation() =>
        Assert.That(Rules($"{Orders} ALTER TABLE orders ADD CONSTRAINT a CHECK (total > 0) NOT VALID;", "CREATE TABLE note (id bigint); ALTER TABLE note ADD COLUMN text text; ALTER TABLE orders VALIDATE CONSTRAINT a;"), Has.No.Member("validate-while-writes-blocked"));

    [TestCase("varchar(20)", "text")]
    [TestCase("integer", "numeric(10,2)", "The types of a foreign key differ")]
    [TestCase("integer", "bigint", "The types of a foreign key differ")]
    [TestCase("numeric", "bigint", "PostgreSQL refuses the foreign key")]
    [TestCase("text", "uuid", "PostgreSQL refuses the foreign key")]
    [TestCase("citext", "text")]
    public void The_types_of_a_foreign_key_are_compared(string own, string other, string? message = null)
    {
        var found = Judged.PostgreSql($"CREATE TABLE customer (id {other} PRIMARY KEY);", $"CREATE TABLE orders (customer_id {own} REFERENCES customer);").Findings
            .Where(finding => finding.Rule == "fk-type-mismatch").Select(finding => finding.Message);

        Assert.That(found, message is null ? Is.Empty : Has.One.StartsWith(message));
    }

    [Test]
    public void A_foreign_key_to_a_partitioned_table_locks_its_partitions()
    {
        var lockEffect = Judged.PostgreSql(
            "CREATE TABLE event (id bigint PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (9); CREATE TABLE note (event_id bigint);",
            "ALTER TABLE note ADD CONSTRAINT note_event FOREIGN KEY (event_id) REFERENCES event (id) NOT VALID;").Findings.First(finding => finding.Rule == "fk-to-partitioned-or-inherited").Lock;

        Assert.That(lockEffect?.Relations.Select(relation => relation.Name), Is.EqualTo(new[] { "note", "event", "event_1" }));
    }

    [Test]
    public void An_index_that_is_replaced_in_the_same_migration_is_not_redundant() =>
        Assert.That(Rules($"{Orders} CREATE INDEX by_status ON orders (status, total);", "CREATE INDEX status_alone ON orders (status); DROP INDEX by_status;"), Has.No.Member("duplicate-or-redundant-index"));

    [Test]
    public void A_unique_index_is_not_redundant_beside_one_that_is_not() =>
        Assert.That(Rules($"{Orders} CREATE INDEX by_status ON orders (status);", "CREATE UNIQUE INDEX one_status ON orders (status);"), Has.No.Member("duplicate-or-redundant-index"));

    [TestCase("CREATE PUBLICATION sales FOR TABLE orders;", Risk.Notice)]
    [TestCase("CREATE PUBLICATION sales FOR ALL TABLES;", Risk.Caution)]
    [TestCase("ALTER PUBLICATION sales ADD TABLE orders;", Risk.Notice)]
    [TestCase("ALTER PUBLICATION sales DROP TABLE orders;", null)]
    [TestCase("ALTER PUBLICATION sales SET (publish = 'insert');", null)]
    public void A_publication_is_judged_by_what_it_is_given(string sql, Risk? risk) =>
        Assert.That(Judged.PostgreSql(Orders, sql).Findings.Where(finding => finding.Rule == "create-publication-lock").Select(finding => (Risk?)finding.Risk), risk is null ? Is.Empty : Is.EqualTo(new[] { risk }));

    private static IEnumerable<string> Rules(string history, params string[] proposals) => Judged.PostgreSql(history, proposals).Findings.Select(finding => finding.Rule);
}
