using ChangeGate.TestKit;

namespace ChangeGate.Tests.Rules;

/// <summary>Safe changes that look like dangerous ones.</summary>
internal sealed class QuietRuleTests
{
    private const string Shop = """
        CREATE TABLE customer (id int PRIMARY KEY, name text);
        CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, total int);
        ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
        CREATE FUNCTION total(id int) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE VIEW recent AS SELECT id, total FROM orders;
        CREATE INDEX orders_total ON orders (total);
        """;

    [TestCase("delete-using-no-join-predicate", "DELETE FROM orders USING customer WHERE customer_id = customer.id;")]
    [TestCase("delete-using-no-join-predicate", "DELETE FROM orders o USING customer c WHERE o.customer_id = c.id;")]
    [TestCase("delete-using-no-join-predicate", "DELETE FROM elsewhere USING customer c WHERE place = c.id;")]
    [TestCase("replace-function-signature", "DROP FUNCTION total(int); CREATE OR REPLACE FUNCTION total(id int, tax int) RETURNS int LANGUAGE sql AS 'SELECT 1';")]
    [TestCase("replace-function-signature", "CREATE OR REPLACE FUNCTION total(id integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';")]
    [TestCase("replace-view-column-change", "CREATE OR REPLACE VIEW recent AS SELECT id, total, customer_id FROM orders;")]
    [TestCase("replace-view-column-change", "CREATE VIEW all_orders AS SELECT * FROM orders; ALTER TABLE orders ADD COLUMN note text; CREATE OR REPLACE VIEW all_orders AS SELECT id, customer_id, total FROM orders;")]
    [TestCase("replace-view-column-change", "CREATE VIEW all_orders AS SELECT * FROM orders; CREATE OR REPLACE VIEW all_orders AS SELECT *, 1 AS one FROM orders;")]
    [TestCase("fk-on-delete-cascade", "CREATE TABLE line (id int PRIMARY KEY); CREATE TABLE part (line_id int REFERENCES line ON DELETE CASCADE);")]
    [TestCase("fk-on-delete-cascade", "CREATE TABLE line (order_id int REFERENCES orders ON DELETE CASCADE);")]
    [TestCase("set-access-method", "CREATE TABLE log (at date) PARTITION BY RANGE (at); ALTER TABLE log SET ACCESS METHOD heap;")]
    [TestCase("partition-detach", "ALTER TABLE orders DETACH PARTITION orders_1 FINALIZE;")]
    [TestCase("add-column-volatile-default", "ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT now();")]
    [TestCase("add-column-volatile-default", "ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT pg_catalog.now();")]
    [TestCase("add-column-volatile-default", "ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT current_timestamp(3);")]
    [TestCase("replace-view-column-change", "DROP VIEW recent; CREATE OR REPLACE VIEW recent AS SELECT total FROM orders;")]
    [TestCase("create-table-name-collision-if-not-exists", "CREATE TABLE IF NOT EXISTS customer (id integer, name text);")]
    [TestCase("create-or-replace-drop-table", "CREATE TABLE fresh (id int); DROP TABLE fresh; CREATE TABLE fresh (id int, note text);")]
    [TestCase("drop-and-add-same-type-column", "ALTER TABLE customer ADD COLUMN full_name text; UPDATE customer SET full_name = name; ALTER TABLE customer DROP COLUMN name;")]
    [TestCase("drop-and-add-same-type-column", "ALTER TABLE customer DROP COLUMN name; ALTER TABLE orders ADD COLUMN note text;")]
    [TestCase("on-delete-set-null-on-not-null", "ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL; ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer ON DELETE SET NULL;")]
    [TestCase("lock-timeout-after-dangerous", "CREATE TABLE fresh (id int); SET lock_timeout = '2s'; ALTER TABLE orders ADD COLUMN note text;")]
    [TestCase("non-transactional-mixed", "CREATE INDEX CONCURRENTLY a ON orders (total); CREATE INDEX CONCURRENTLY b ON orders (customer_id);")]
    [TestCase("session-setting-leak", "SET search_path = app; CREATE TABLE note (id int); RESET search_path;")]
    [TestCase("session-setting-leak", "SET lock_timeout = '2s';")]
    [TestCase("search-path-change", "SET search_path = ''; CREATE TABLE public.note (id int);")]
    [TestCase("identifier-too-long", "CREATE TABLE a23456789012345678901234567890123456789012345678901234567890123 (id int);")]
    [TestCase("enable-rls-without-policy", "CREATE TABLE fresh (id int); ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;")]
    [TestCase("view-bypasses-rls", "CREATE VIEW names WITH (security_invoker) AS SELECT name FROM customer;")]
    [TestCase("revoke-breaks-app", "REVOKE ALL ON orders FROM stranger;")]
    [TestCase("audit-object-tampering", "CREATE TABLE audit_log (id int); DROP TABLE audit_log;")]
    [TestCase("environment-conditional-sql", "DO $$ BEGIN RAISE NOTICE '%', current_database(); END $$;")]
    public void A_safe_change_is_not_reported(string rule, string sql) =>
        Assert.That(Judged.PostgreSql(Shop, sql).Findings.Where(finding => finding.Rule == rule).Select(finding => finding.Message), Is.Empty);

    [TestCase("delete-using-no-join-predicate", "DELETE FROM orders USING customer;")]
    [TestCase("view-bypasses-rls", "CREATE VIEW names WITH (security_invoker = false) AS SELECT name FROM customer;")]
    [TestCase("replace-view-column-change", "CREATE OR REPLACE VIEW recent (id, sum) AS SELECT id, total FROM orders;")]
    [TestCase("replace-view-column-change", "CREATE OR REPLACE VIEW recent AS SELECT * FROM orders;")]
    [TestCase("replace-view-column-change", "CREATE VIEW all_orders AS SELECT * FROM orders; CREATE OR REPLACE VIEW all_orders AS SELECT id, total FROM orders;")]
    [TestCase("add-column-json", "CREATE TABLE note (id bigint PRIMARY KEY, extra json);")]
    [TestCase("add-column-volatile-default", "ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT now(123);")]
    [TestCase("add-column-volatile-default", "ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT app.now();")]
    [TestCase("add-column-volatile-default", "CREATE FUNCTION pick() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; /* stable */ END'; ALTER TABLE orders ADD COLUMN at int DEFAULT pick();")]
    [TestCase("alter-column-type-with-dependents", "CREATE VIEW both_names AS SELECT o.id, c.id AS customer FROM orders AS o JOIN customer c ON c.id = o.customer_id; ALTER TABLE orders ALTER COLUMN id TYPE bigint;")]
    [TestCase("alter-column-type-with-dependents", "CREATE TABLE log (what int); CREATE RULE keep AS ON UPDATE TO orders DO ALSO INSERT INTO log VALUES (OLD.customer_id); ALTER TABLE orders ALTER COLUMN customer_id TYPE bigint;")]
    [TestCase("on-delete-set-null-on-not-null", "CREATE TABLE line (order_id int NOT NULL REFERENCES orders ON DELETE SET NULL);")]
    [TestCase("create-table-name-collision-if-not-exists", "CREATE TABLE IF NOT EXISTS customer (id bigint, name text);")]
    [TestCase("identifier-too-long", "CREATE TABLE \"äääääääääääääääääääääääääääääääää\" (id int);")]
    [TestCase("audit-object-tampering", "CREATE SCHEMA audit; DROP SCHEMA audit; DROP EXTENSION pgaudit;")]
    public void A_dangerous_change_is_reported_in_every_spelling(string rule, string sql) =>
        Assert.That(Judged.PostgreSql(Shop, sql).Findings.Select(finding => finding.Rule), Has.Some.EqualTo(rule));
}
