using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Sql;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Rules;

/// <summary>What destroys stored values, and what only looks like it.</summary>
internal sealed class DestructionTests
{
    private const string Shop = """
        CREATE TABLE customer (id bigint PRIMARY KEY, email text, phone varchar(20), notes text);
        CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customer (id) ON DELETE CASCADE, total numeric(10,2), status text, placed timestamp, prefs jsonb);
        CREATE TABLE event (id bigint, at date) PARTITION BY RANGE (at);
        CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TYPE address AS (street text, city text);
        CREATE SCHEMA legacy;
        CREATE TABLE legacy.invoice (id int);
        """;

    private const string Clinic = """
        CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, zip TEXT);
        CREATE TABLE visit (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person (id) ON DELETE CASCADE, note TEXT);
        """;

    [TestCase("DROP TABLE customer CASCADE;", TestName = "a table")]
    [TestCase("ALTER TABLE orders RENAME TO old_orders; DROP TABLE old_orders;", TestName = "a table under another name")]
    [TestCase("ALTER TABLE orders SET SCHEMA legacy; DROP SCHEMA legacy CASCADE;", TestName = "a table in a schema that goes")]
    [TestCase("CREATE TABLE IF NOT EXISTS orders (id bigint); DROP TABLE orders;", TestName = "a table that IF NOT EXISTS did not make")]
    [TestCase("DROP TABLE event_2024;", TestName = "a partition")]
    [TestCase("DROP TABLE event;", TestName = "a partitioned table")]
    [TestCase("DROP SCHEMA legacy CASCADE;", TestName = "a schema")]
    [TestCase("ALTER TABLE customer ADD COLUMN tz text, DROP phone;", TestName = "a column among other clauses")]
    [TestCase("ALTER TYPE address DROP ATTRIBUTE city;", TestName = "a field of a composite type")]
    [TestCase("TRUNCATE orders;", TestName = "all rows")]
    [TestCase("DELETE FROM orders WHERE 1 = 1;", TestName = "rows by a condition that is always true")]
    [TestCase("DELETE FROM orders WHERE status = 'void';", TestName = "some rows")]
    [TestCase("UPDATE orders SET status = 'open';", TestName = "values of every row")]
    [TestCase("UPDATE orders SET status = 'open' WHERE id < 9;", TestName = "values of some rows")]
    [TestCase("UPDATE customer SET email = phone; UPDATE customer SET phone = email;", TestName = "one side of an exchange in two steps")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE numeric(10,1);", TestName = "digits behind the point")]
    [TestCase("ALTER TABLE customer ALTER COLUMN notes TYPE text USING md5(notes);", TestName = "values by USING")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,2) USING total::integer;", TestName = "digits behind the point, by a cast on the way")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE text USING CAST(total AS int)::text;", TestName = "digits behind the point, by a cast on the way to text")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE bigint USING (total * 10)::bigint;", TestName = "half of the digits behind the point")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE bigint USING (total * 100.5)::bigint;", TestName = "digits behind the point, by a factor that has some")]
    [TestCase("ALTER TABLE orders ALTER COLUMN status TYPE text USING CASE WHEN status = 'new' THEN 'open' ELSE status END;", TestName = "one value that becomes another")]
    [TestCase("ALTER TABLE orders ALTER COLUMN status TYPE text USING CASE WHEN status = 'new' THEN 'new' END;", TestName = "all other values of a CASE without ELSE")]
    [TestCase("ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz USING placed AT TIME ZONE 'Europe/Berlin';", TestName = "an hour of each year")]
    [TestCase("UPDATE orders SET prefs = prefs || '{\"a\": 1}';", TestName = "a key of a document that is written over")]
    [TestCase("UPDATE orders SET prefs = jsonb_set(prefs, '{a}', prefs -> 'b') WHERE prefs ? 'a';", TestName = "a key of a document that another key replaces")]
    [TestCase("UPDATE orders SET prefs = jsonb_set(prefs, '{a}', prefs -> 'a');", TestName = "a document that has no such key")]
    [TestCase("UPDATE orders SET prefs = '{}' || notes FROM customer;", TestName = "a document by another")]
    [TestCase("UPDATE orders SET status = c.status FROM legacy.invoice c WHERE c.id = orders.id;", TestName = "values by those of another table")]
    [TestCase("UPDATE orders SET status = 'x' FROM legacy.invoice c WHERE c.id = orders.id AND c.status IS NULL;", TestName = "values where another table has none")]
    [TestCase("ALTER TABLE orders ADD COLUMN cents int; UPDATE orders SET cents = (total * 10)::int; ALTER TABLE orders DROP COLUMN total;", TestName = "digits that a copy rounds off")]
    [TestCase("INSERT INTO orders (id) VALUES (900) ON CONFLICT DO NOTHING; DELETE FROM orders WHERE id = 900;", TestName = "a row that stood in the way of an insert")]
    [TestCase("INSERT INTO orders (id) VALUES (900); DELETE FROM orders WHERE id = 900 OR status = 'void';", TestName = "rows beside the one that was inserted")]
    [TestCase("INSERT INTO orders (id) VALUES (900); DELETE FROM orders WHERE id IN (900, 5);", TestName = "a row of the list that was not inserted")]
    [TestCase("INSERT INTO orders (id, status) VALUES (900, 'probe'); DELETE FROM orders WHERE status = 'probe';", TestName = "rows of no key")]
    [TestCase("INSERT INTO orders (id) VALUES (900); DELETE FROM orders WHERE id = 900; UPDATE orders SET id = 900 WHERE id = 5; DELETE FROM orders WHERE id = 900;", TestName = "a row that took the key afterwards")]
    [TestCase("CREATE FUNCTION clean() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM customer; RETURN NULL; END'; CREATE TRIGGER t AFTER UPDATE ON orders FOR EACH ROW WHEN (NEW.status = 'void') EXECUTE FUNCTION clean(); UPDATE orders SET status = 'VOID' WHERE status IS NULL;", TestName = "rows by a trigger for a value that may be the same")]
    [TestCase("CREATE FUNCTION shift() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id := 1; RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION shift(); INSERT INTO orders (id) VALUES (900); DELETE FROM orders WHERE id = 900;", TestName = "a row whose key a trigger gave to another")]
    [TestCase("CREATE FUNCTION clean() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM customer; RETURN NULL; END'; CREATE TRIGGER t AFTER UPDATE ON orders FOR EACH ROW WHEN (NEW.status = 'void' OR NEW.id > 5) EXECUTE FUNCTION clean(); UPDATE orders SET status = 'new' WHERE status IS NULL;", TestName = "rows by a trigger with two ways to fire")]
    [TestCase("\\if :really\nSELECT 1;\n\\else\nDROP TABLE orders;\n\\endif", TestName = "a table by a branch of psql that may be taken")]
    [TestCase("\\if false\nSELECT 1;\n\\elif true\nDROP TABLE orders;\n\\endif", TestName = "a table by a second branch of psql")]
    [TestCase("\\if false\nSELECT 1;\n\\endif\nDROP TABLE orders;", TestName = "a table behind a branch of psql")]
    [TestCase("CREATE TABLE copy AS SELECT * FROM orders WHERE status = 'open'; DROP TABLE orders;", TestName = "rows that a copy left out")]
    [TestCase("CREATE TABLE copy AS SELECT * FROM orders LIMIT 10; DROP TABLE orders;", TestName = "rows beyond a limit")]
    [TestCase("CREATE TABLE copy AS TABLE orders WITH NO DATA; DROP TABLE orders;", TestName = "rows of a copy without data")]
    [TestCase("CREATE TABLE copy AS SELECT id, total FROM orders; DROP TABLE orders;", TestName = "columns that a copy left out")]
    [TestCase("CREATE TABLE copy AS SELECT * FROM orders; DROP TABLE orders; DROP TABLE copy;", TestName = "the copy itself")]
    [TestCase("CREATE TEMP TABLE copy AS SELECT * FROM orders; TRUNCATE orders;", TestName = "rows that only a temporary table keeps")]
    [TestCase("ALTER TABLE customer ADD COLUMN brief varchar(5); UPDATE customer SET brief = notes; ALTER TABLE customer DROP COLUMN notes;", TestName = "the end of values in a shorter column")]
    [TestCase("DO $$ BEGIN DROP TABLE orders; END $$;", TestName = "a table inside a block")]
    [TestCase("CREATE FUNCTION clean() RETURNS void LANGUAGE sql AS 'DELETE FROM orders'; SELECT clean();", TestName = "rows by a function that is called")]
    [TestCase("BEGIN; DELETE FROM orders; SAVEPOINT a; ROLLBACK TO a; COMMIT;", TestName = "rows before the savepoint that is returned to")]
    public void PostgreSql_loses(string sql) => Assert.That(IsDestructive(Judged.PostgreSql(Shop, sql)), Is.True);

    [TestCase("CREATE TABLE scratch (id int); DROP TABLE scratch;", TestName = "a table made here")]
    [TestCase("CREATE TABLE new_orders (id int); ALTER TABLE orders RENAME TO kept; ALTER TABLE new_orders RENAME TO orders; DROP TABLE orders; ALTER TABLE kept RENAME TO orders;", TestName = "a new table under an old name")]
    [TestCase("DROP TABLE IF EXISTS nothing_here;", TestName = "a table that is not there")]
    [TestCase("CREATE TABLE copy AS TABLE orders; DROP TABLE orders;", TestName = "a table that was copied whole")]
    [TestCase("ALTER TABLE customer ADD COLUMN tel text; UPDATE customer SET tel = phone; ALTER TABLE customer DROP COLUMN phone;", TestName = "a column that was copied")]
    [TestCase("ALTER TABLE customer ADD COLUMN tel text; UPDATE customer SET phone = NULL, tel = phone;", TestName = "a column that is moved in one step")]
    [TestCase("UPDATE customer SET email = notes, notes = email;", TestName = "an exchange in one step")]
    [TestCase("UPDATE orders SET status = 'open' WHERE status IS NULL;", TestName = "values where there were none")]
    [TestCase("UPDATE orders SET status = coalesce(status, 'open');", TestName = "values that stay where they are")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE bigint USING (total * 100)::bigint;", TestName = "amounts that become cents")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE integer USING round(100 * total)::int4;", TestName = "amounts that become cents, rounded where nothing is to round")]
    [TestCase("ALTER TABLE orders ADD COLUMN cents bigint; UPDATE orders SET cents = (total * 100)::bigint; ALTER TABLE orders DROP COLUMN total;", TestName = "amounts that are copied as cents")]
    [TestCase("ALTER TABLE orders ADD COLUMN word text; UPDATE orders SET word = total::text WHERE total IS NOT NULL; ALTER TABLE orders DROP COLUMN total;", TestName = "amounts that are copied as text")]
    [TestCase("ALTER TABLE orders ALTER COLUMN status TYPE text USING CASE WHEN status = 'new' THEN 'new' ELSE status::text END;", TestName = "a CASE that gives back what it asks for")]
    [TestCase("UPDATE orders SET status = CASE status WHEN 'new' THEN 'new' ELSE status END;", TestName = "a CASE that gives back what it compares")]
    [TestCase("UPDATE orders SET status = CASE WHEN status IS NULL THEN 'new' WHEN id > 9 THEN status ELSE coalesce(status, 'x') END;", TestName = "a CASE whose every branch keeps the value")]
    [TestCase("ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz USING placed AT TIME ZONE 'UTC';", TestName = "a wall clock in UTC")]
    [TestCase("UPDATE orders SET prefs = '{\"a\": 1}'::jsonb || prefs;", TestName = "a document whose own keys win")]
    [TestCase("UPDATE orders SET prefs = coalesce(prefs, '{}') || '{\"a\": 1}' WHERE NOT prefs ? 'a';", TestName = "a document without the key that is added")]
    [TestCase("UPDATE orders o SET prefs = jsonb_set(o.prefs, '{a}', o.prefs -> 'a') || '{}' WHERE o.prefs ? 'a' AND id > 0;", TestName = "a document that is given its own key")]
    [TestCase("UPDATE orders o SET status = 'x' FROM legacy.invoice c WHERE c.id = o.id AND o.status IS NULL;", TestName = "values where the table itself has none")]
    [TestCase("INSERT INTO orders (id, status) VALUES (900, 'probe'), (901, 'probe'); DELETE FROM orders WHERE id IN (900, 901);", TestName = "rows that were inserted just before")]
    [TestCase("CREATE FUNCTION clean() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM customer; RETURN NULL; END'; CREATE TRIGGER t AFTER UPDATE ON orders FOR EACH ROW WHEN (NEW.status = 'void') EXECUTE FUNCTION clean(); UPDATE orders SET status = 'new' WHERE status IS NULL;", TestName = "a trigger for another value")]
    [TestCase("CREATE FUNCTION clean() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM customer; RETURN NULL; END'; CREATE TRIGGER t AFTER UPDATE ON orders FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION clean(); UPDATE orders SET placed = now() WHERE placed IS NULL;", TestName = "a trigger for a column that stays")]
    [TestCase("\\if false\nDROP TABLE orders;\n\\endif", TestName = "what psql passes over")]
    [TestCase("\\if yes\nSELECT 1;\n\\elif :later\nDROP TABLE orders;\n\\else\n\\if true\nDROP TABLE customer CASCADE;\n\\endif\n\\endif", TestName = "what psql passes over, in each other")]
    [TestCase("DELETE FROM orders WHERE false;", TestName = "a delete that deletes nothing")]
    [TestCase("BEGIN; SAVEPOINT a; DELETE FROM orders; ROLLBACK TO SAVEPOINT a; COMMIT;", TestName = "a delete that is rolled back")]
    [TestCase("ALTER TABLE event DETACH PARTITION event_2024; DROP TABLE event;", TestName = "a partitioned table whose partitions were detached")]
    [TestCase("ALTER TABLE legacy.invoice SET SCHEMA public; DROP SCHEMA legacy CASCADE;", TestName = "a schema whose table was moved out")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,2);", TestName = "a wider type")]
    [TestCase("ALTER TABLE customer ALTER COLUMN phone TYPE text USING phone::text;", TestName = "a type that holds every value")]
    [TestCase("CREATE FUNCTION clean() RETURNS void LANGUAGE sql AS 'DELETE FROM orders';", TestName = "a function that nobody calls")]
    [TestCase("INSERT INTO customer (id, notes) VALUES (1, 'DROP TABLE orders');", TestName = "SQL inside a text")]
    public void PostgreSql_keeps(string sql) => Assert.That(IsDestructive(Judged.PostgreSql(Shop, sql)), Is.False);

    [TestCase("CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO person_new SELECT id, name FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;", TestName = "a column that a rebuild left out")]
    [TestCase("CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT, zip NUMERIC); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;", TestName = "leading zeros in a numeric column")]
    [TestCase("CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT, zip TEXT); INSERT INTO person_new SELECT * FROM person WHERE name <> ''; DROP TABLE person;", TestName = "rows that a rebuild left out")]
    [TestCase("PRAGMA foreign_keys = ON; BEGIN; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person; COMMIT;", TestName = "children of a table that is rebuilt under foreign keys")]
    [TestCase("CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;", TestName = "children of a table that is rebuilt without a word about foreign keys")]
    [TestCase("BEGIN; PRAGMA foreign_keys = OFF; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person; COMMIT;", TestName = "children of a table that is rebuilt with foreign keys off, said too late")]
    [TestCase("PRAGMA defer_foreign_keys = ON; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;", TestName = "children of a table that is rebuilt with deferred checks")]
    [TestCase("PRAGMA foreign_keys = 2; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;", TestName = "children under a pragma that says on with a number")]
    [TestCase("CREATE TRIGGER t AFTER UPDATE OF name ON person WHEN NEW.name = 'gone' BEGIN DELETE FROM visit WHERE person_id = NEW.id; END; UPDATE person SET name = name WHERE name <> 'here';", TestName = "rows by a trigger whose condition some row meets")]
    [TestCase("CREATE TEMP TABLE person (id INTEGER); DROP TABLE main.person;", TestName = "a table behind a temporary one of its name")]
    [TestCase("REPLACE INTO person SELECT * FROM person;", TestName = "rows in the way of a REPLACE")]
    public void Sqlite_loses(string sql) => Assert.That(IsDestructive(Judged.Sqlite(Clinic, sql)), Is.True);

    [TestCase("PRAGMA foreign_keys = OFF; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;", TestName = "a rebuild")]
    [TestCase("PRAGMA foreign_keys = 'no'; BEGIN; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person; COMMIT; PRAGMA foreign_keys = ON;", TestName = "a rebuild in a transaction of its own")]
    [TestCase("CREATE TABLE visit_new AS SELECT * FROM visit; DROP TABLE visit; ALTER TABLE visit_new RENAME TO visit; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;", TestName = "a rebuild of both, the child first")]
    [TestCase("ALTER TABLE visit RENAME TO visit_old; CREATE TABLE visit (id INTEGER PRIMARY KEY, person_id INTEGER, note TEXT); INSERT INTO visit SELECT * FROM visit_old; DROP TABLE visit_old;", TestName = "a rebuild in the other order")]
    [TestCase("INSERT INTO person (id, name) VALUES (1, 'Ada') ON CONFLICT DO NOTHING;", TestName = "an insert that gives way")]
    [TestCase("CREATE TEMP TABLE person (id INTEGER); DELETE FROM person; DROP TABLE person;", TestName = "a temporary table before one of its name")]
    [TestCase("CREATE TRIGGER t AFTER UPDATE OF name ON person WHEN NEW.name = 'gone' BEGIN DELETE FROM visit WHERE person_id = NEW.id; END; UPDATE person SET name = name WHERE name <> 'gone';", TestName = "a trigger whose condition no row meets")]
    [TestCase("SAVEPOINT a; DELETE FROM person; ROLLBACK TO a; RELEASE a;", TestName = "a delete that is rolled back in SQLite")]
    public void Sqlite_keeps(string sql) => Assert.That(IsDestructive(Judged.Sqlite(Clinic, sql)), Is.False);

    [Test]
    public void Every_migration_begins_with_foreign_keys_on() =>
        Assert.That(Judged.Sqlite(Clinic, "PRAGMA foreign_keys = OFF;", "CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;").Migrations.Select(migration => migration.Destructive), Is.EqualTo(new[] { false, true }));

    [Test]
    public void Rows_that_go_with_a_rebuilt_table_are_named() =>
        Assert.That(
            Judged.Sqlite(Clinic, "CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;").Findings.Single(finding => finding.Rule == "drop-table").Message,
            Is.EqualTo("Dropping `person` also deletes rows or values of `visit`: where foreign keys are enforced, as in a governed run, SQLite first deletes its rows, and ON DELETE follows."));

    [TestCase(MigrationLayout.GolangMigrate, true)]
    [TestCase(MigrationLayout.Diesel, true)]
    [TestCase(MigrationLayout.Prisma, false)]
    public void A_tool_that_wraps_makes_the_pragma_do_nothing(MigrationLayout layout, bool said)
    {
        var set = Judged.SetOf(Dialect.Sqlite, Clinic, "PRAGMA foreign_keys = OFF; CREATE TABLE person_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT); INSERT INTO person_new SELECT * FROM person; DROP TABLE person; ALTER TABLE person_new RENAME TO person;") with { Layout = layout };
        var findings = new Assessor(SqlDialects.For(Dialect.Sqlite), new AssessmentOptions()).Assess(set).Findings;

        Assert.That(findings.Any(finding => finding.Rule == "sqlite-foreign-keys-pragma-in-transaction"), Is.EqualTo(said));
    }

    [Test]
    public void What_was_made_by_an_earlier_migration_of_the_same_proposal_is_new() =>
        Assert.That(Judged.PostgreSql(Shop, "CREATE TABLE draft (id int);", "DROP TABLE draft;").Migrations.Select(migration => migration.Destructive), Is.All.False);

    [Test]
    public void What_was_made_by_an_earlier_proposal_is_not() =>
        Assert.That(IsDestructive(Judged.PostgreSql(Shop + "CREATE TABLE draft (id int);", "DROP TABLE draft;")), Is.True);

    [TestCase("\\if false\nSELECT 1\n\\endif\nDROP TABLE orders;", TestName = "a_branch_that_ends_inside_a_statement")]
    [TestCase("\\if false\nDROP TABLE orders\n\\endif", TestName = "a_statement_that_ends_with_its_branch")]
    [TestCase("\\if false\nCOPY orders FROM stdin;\n\\.\n\\endif\nDROP TABLE orders;", TestName = "data_that_is_none")]
    [TestCase("\\endif\n\\if false\nDROP TABLE orders;\n\\endif", TestName = "a_branch_that_was_not_opened")]
    public void What_psql_does_there_is_not_guessed(string sql)
    {
        var assessment = Judged.PostgreSql(Shop, sql);

        Assert.That(IsDestructive(assessment) || assessment.Findings.Any(finding => finding.Hazards.Contains(Hazard.Unreadable)), Is.True);
    }

    private static bool IsDestructive(Assessment assessment) => assessment.Migrations.Any(migration => migration.Destructive);
}
