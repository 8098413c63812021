using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rules;

/// <summary>What is said to fail is refused by the engine, and what runs is not said to fail.</summary>
[NonParallelizable]
internal sealed class RefusedStatementTests
{
    private const string History = """
        CREATE SCHEMA archive;
        CREATE TABLE customer (id bigint PRIMARY KEY, name text, nick text);
        CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int, CONSTRAINT positive CHECK (total > 0));
        CREATE INDEX orders_status ON orders (status);
        CREATE VIEW recent AS SELECT id, status FROM orders;
        CREATE SEQUENCE number;
        CREATE TABLE base (id int);
        CREATE TABLE heir (own int) INHERITS (base);
        CREATE TABLE copied AS SELECT id, status FROM orders;
        """;

    [TestCase("CREATE TABLE orders (id int);", "42P07")]
    [TestCase("CREATE TABLE recent (id int);", "42P07")]
    [TestCase("CREATE TABLE number (id int);", "42P07")]
    [TestCase("CREATE TABLE orders_status (id int);", "42P07")]
    [TestCase("CREATE TABLE note (id int); CREATE TABLE note (id int);", "42P07")]
    [TestCase("CREATE VIEW recent AS SELECT 1 AS one;", "42P07")]
    [TestCase("CREATE INDEX orders_status ON customer (name);", "42P07")]
    [TestCase("CREATE SEQUENCE orders;", "42P07")]
    [TestCase("CREATE SCHEMA archive;", "42P06")]
    [TestCase("ALTER TABLE orders RENAME TO customer;", "42P07")]
    [TestCase("ALTER TABLE orders ADD COLUMN status int;", "42701")]
    [TestCase("ALTER TABLE orders RENAME COLUMN status TO total;", "42701")]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 1);", "42710")]
    [TestCase("ALTER TABLE orders DROP COLUMN note;", "42703")]
    [TestCase("ALTER TABLE orders RENAME COLUMN note TO remark;", "42703")]
    [TestCase("ALTER TABLE orders ALTER COLUMN note TYPE int;", "42703")]
    [TestCase("ALTER TABLE orders ALTER COLUMN note SET NOT NULL;", "42703")]
    [TestCase("ALTER TABLE orders DROP COLUMN customer_id; ALTER TABLE orders ALTER COLUMN customer_id SET DEFAULT 'new';", "42703")]
    [TestCase("ALTER TABLE orders RENAME COLUMN status TO state; ALTER TABLE orders DROP COLUMN status;", "42703")]
    [TestCase("ALTER TABLE orders RENAME TO purchase; ALTER TABLE orders ADD COLUMN note text;", "42P01")]
    [TestCase("DROP TABLE copied; TRUNCATE copied;", "42P01")]
    [TestCase("DROP TABLE nowhere;", "42P01")]
    [TestCase("CREATE INDEX nowhere_id ON nowhere (id);", "42P01")]
    [TestCase("UPDATE nowhere SET id = 1 WHERE id = 2;", "42P01")]
    public async Task A_statement_that_cannot_run_is_named_and_refused(string sql, string state)
    {
        Assert.That(Said(sql), Is.Not.Empty);
        Assert.That(await RefusalAsync(sql), Is.EqualTo(state));
    }

    [TestCase("CREATE TABLE IF NOT EXISTS orders (id int);")]
    [TestCase("CREATE TABLE archive.orders (id int);")]
    [TestCase("CREATE TEMPORARY TABLE orders (id int); DROP TABLE orders;")]
    [TestCase("SET search_path = archive; CREATE TABLE orders (id int);")]
    [TestCase("SET search_path = archive, public; CREATE TABLE orders (id int); ALTER TABLE orders ADD COLUMN status text;")]
    [TestCase("CREATE OR REPLACE VIEW recent AS SELECT id, status, total FROM orders;")]
    [TestCase("CREATE SCHEMA IF NOT EXISTS archive;")]
    [TestCase("ALTER TABLE orders ADD COLUMN IF NOT EXISTS status text;")]
    [TestCase("ALTER TABLE orders DROP COLUMN IF EXISTS note;")]
    [TestCase("ALTER TABLE IF EXISTS nowhere DROP COLUMN note;")]
    [TestCase("ALTER TABLE orders DROP COLUMN customer_id, ADD COLUMN customer_id int;")]
    [TestCase("ALTER TABLE orders ADD COLUMN customer_id int, DROP COLUMN customer_id;")]
    [TestCase("ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total > 1);")]
    [TestCase("ALTER TABLE orders DROP COLUMN customer_id; ALTER TABLE orders ADD COLUMN customer_id text;")]
    [TestCase("ALTER TABLE customer RENAME COLUMN name TO spare; ALTER TABLE customer RENAME COLUMN nick TO name; ALTER TABLE customer RENAME COLUMN spare TO nick;")]
    [TestCase("ALTER TABLE orders RENAME TO spare; ALTER TABLE customer RENAME TO orders; ALTER TABLE spare RENAME TO customer; ALTER TABLE customer DROP COLUMN status CASCADE;")]
    [TestCase("ALTER TABLE heir ALTER COLUMN id SET DEFAULT 1;")]
    [TestCase("ALTER TABLE base ADD COLUMN note text; ALTER TABLE heir ALTER COLUMN note SET NOT NULL;")]
    [TestCase("ALTER TABLE copied ALTER COLUMN status SET DEFAULT 'new'; CREATE TABLE again AS SELECT * FROM copied; ALTER TABLE again ALTER COLUMN status SET NOT NULL;")]
    [TestCase("CREATE TABLE likewise (LIKE orders); ALTER TABLE likewise DROP COLUMN status;")]
    [TestCase("DO $$ BEGIN CREATE TABLE orders (id int); EXCEPTION WHEN duplicate_table THEN NULL; END $$;")]
    [TestCase("DO $$ BEGIN EXECUTE 'CREATE TABLE ' || 'made (id int)'; END $$; ALTER TABLE made ADD COLUMN note text; DROP TABLE made;")]
    [TestCase("SAVEPOINT a; DROP TABLE copied; ROLLBACK TO SAVEPOINT a; ALTER TABLE copied ADD COLUMN note text;")]
    [TestCase("DROP TABLE orders CASCADE; CREATE TABLE orders (id int); CREATE INDEX orders_status ON orders (id);")]
    public async Task A_statement_that_runs_is_not_said_to_fail(string sql)
    {
        Assert.That(await RefusalAsync(sql), Is.Null);
        Assert.That(Said(sql), Is.Empty);
    }

    private static IEnumerable<string> Said(string sql) => Judged.PostgreSql(History, sql).Findings.Where(static finding => finding.Rule == "statement-cannot-run").Select(static finding => finding.Message);

    private static async Task<string?> RefusalAsync(string sql)
    {
        var server = await ExampleServer.OfAsync(InstalledPostgres.All[0].Version);
        await using var session = await server.OpenAsync();
        await session.RunAsync(History);

        try
        {
            await session.RunAsync(sql);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState;
        }
    }
}
