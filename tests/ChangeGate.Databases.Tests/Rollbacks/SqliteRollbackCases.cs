using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Tests.Rollbacks;

internal static class SqliteRollbackCases
{
    private const string Shop = """"
        CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE, email TEXT UNIQUE, born DATE, upper_name TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, total NUMERIC DEFAULT 0 CHECK (total >= 0), note TEXT);
        CREATE TABLE line (orders INTEGER REFERENCES orders ON DELETE CASCADE, number INTEGER, what BLOB, PRIMARY KEY (orders, number)) WITHOUT ROWID;
        CREATE TABLE visit (person INTEGER REFERENCES person (id) ON DELETE SET NULL, at TEXT);
        CREATE TABLE "odd name" ("the ""key""" TEXT PRIMARY KEY, "select" INT);
        CREATE INDEX orders_person ON orders (person, total DESC);
        CREATE UNIQUE INDEX orders_note ON orders (note) WHERE note IS NOT NULL;
        CREATE VIEW rich AS SELECT p.name, sum(o.total) AS total FROM person p JOIN orders o ON o.person = p.id GROUP BY p.name;
        CREATE TRIGGER orders_total AFTER UPDATE OF total ON orders BEGIN UPDATE orders SET note = 'changed' WHERE id = NEW.id AND note = 'watch'; END;
        INSERT INTO person (id, name, email, born) VALUES (1, 'Ann', 'a@x', '2000-01-01'), (2, 'Zoë ☃', NULL, NULL), (7, 'O''Brien', '', 'x');
        INSERT INTO person (id, name) VALUES (40, 'gone');
        DELETE FROM person WHERE id = 40;
        INSERT INTO orders VALUES (1, 1, 10.5, NULL), (2, 1, 0, 'first'), (3, 2, 3, 'watch');
        INSERT INTO line VALUES (1, 1, x'00ff'), (1, 2, NULL), (3, 1, 'text');
        INSERT INTO visit VALUES (1, 'a'), (1, 'b'), (NULL, 'c'), (7, NULL);
        INSERT INTO "odd name" VALUES ('k', 1), (NULL, 2), ('ü', NULL);
        """";

    public static IEnumerable<RollbackCase> All =>
    [
        Case("a table made", "CREATE TABLE extra (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id)); INSERT INTO extra SELECT id, id FROM person"),
        Case("a table made from a query", "CREATE TABLE copy AS SELECT * FROM person"),
        Case("a table dropped", "DROP TABLE visit"),
        Case("a table dropped that takes rows of others along", "DROP TABLE person"),
        Case("a table dropped before those that point at it", "PRAGMA foreign_keys=OFF; DROP VIEW rich; DROP TABLE person; DROP TABLE visit; DROP TABLE orders; DROP TABLE line; PRAGMA foreign_keys=ON"),
        Case("a table without rowid dropped", "DROP TABLE line"),
        Case("a table of odd names dropped", "DROP TABLE \"odd name\""),
        Case("a table with indexes and triggers dropped", "DROP TABLE line; DROP TABLE orders"),
        Case("a table renamed", "ALTER TABLE orders RENAME TO purchases"),
        new("a table rebuilt whose key pointed at no table", Shop + "CREATE TABLE stray (id INTEGER PRIMARY KEY, person INTEGER REFERENCES nowhere (id));", "ALTER TABLE stray RENAME TO old_stray; CREATE TABLE stray (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id)); INSERT INTO stray SELECT id, person FROM old_stray; DROP TABLE old_stray"),
        Case("a column added", "ALTER TABLE orders ADD COLUMN paid INTEGER NOT NULL DEFAULT 0; UPDATE orders SET paid = 1"),
        Case("a column added that references", "ALTER TABLE visit ADD COLUMN orders INTEGER REFERENCES orders (id) CHECK (orders > 0)"),
        Case("a column dropped", "DROP VIEW rich; DROP INDEX orders_person; DROP TRIGGER orders_total; ALTER TABLE orders DROP COLUMN total"),
        Case("a column of a parent dropped", "ALTER TABLE person DROP COLUMN born"),
        Case("a column of a table without key dropped", "ALTER TABLE visit DROP COLUMN at"),
        Case("a generated column dropped", "ALTER TABLE person DROP COLUMN upper_name"),
        Case("a column renamed", "ALTER TABLE orders RENAME COLUMN total TO amount"),
        Case("a column renamed, then rows changed", "ALTER TABLE orders RENAME COLUMN note TO remark; UPDATE orders SET remark = 'x' WHERE id = 1"),
        Case("an index made and one dropped", "CREATE INDEX visit_at ON visit (lower(at)); DROP INDEX orders_note"),
        Case("a view made, one dropped", "CREATE VIEW poor AS SELECT * FROM rich WHERE total < 1; DROP VIEW poor; DROP VIEW rich"),
        Case("a trigger made, one dropped", "CREATE TRIGGER t BEFORE INSERT ON visit BEGIN SELECT 1; END; DROP TRIGGER orders_total"),
        Case("rows deleted with all that hangs on them", "DELETE FROM person WHERE id = 1"),
        Case("all rows deleted", "DELETE FROM line; DELETE FROM orders; DELETE FROM visit"),
        Case("rows of odd names deleted", "DELETE FROM \"odd name\" WHERE \"select\" = 2"),
        Case("rows updated", "UPDATE person SET name = upper(name), born = NULL WHERE id <> 2"),
        Case("rows updated under a trigger", "UPDATE orders SET total = total + 1") with { Expected = Reversibility.SchemaOnly },
        Case("rows inserted", "INSERT INTO person (name) SELECT name || '2' FROM person; INSERT INTO visit VALUES (2, 'new')") with { MovesSequences = true },
        Case("rows replaced", "INSERT OR REPLACE INTO person (id, name, email) VALUES (2, 'New', 'a@x'), (9, 'Nine', '')"),
        Case("rows deleted and others written under their keys", "DELETE FROM line; DELETE FROM orders; INSERT INTO orders VALUES (1, 7, 5, 'other'), (9, 1, 1, 'n'); INSERT INTO line VALUES (1, 1, 'other'), (9, 1, 'x')"),
        Case("rows merged", "INSERT INTO person (id, name) VALUES (1, 'Other'), (9, 'Nine') ON CONFLICT (id) DO UPDATE SET name = excluded.name"),
        Case("a key changed", "UPDATE line SET number = number + 10") with { Expected = Reversibility.SchemaOnly },
        Case("a table rebuilt", """
            PRAGMA foreign_keys=OFF;
            DROP VIEW rich;
            CREATE TABLE new_orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id), total TEXT, paid INTEGER DEFAULT 1);
            INSERT INTO new_orders (id, person, total) SELECT id, person, total FROM orders;
            DROP TABLE orders;
            ALTER TABLE new_orders RENAME TO orders;
            CREATE INDEX orders_person ON orders (person);
            PRAGMA foreign_keys=ON;
            """),
        Case("a table rebuilt whose old name others followed", """
            PRAGMA foreign_keys=OFF;
            ALTER TABLE person RENAME TO old_person;
            CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
            INSERT INTO person (id, name) SELECT id, name FROM old_person;
            DROP TABLE old_person;
            """),
        Case("two tables rebuilt, one inside the other", """
            PRAGMA foreign_keys=OFF;
            DROP VIEW rich;
            ALTER TABLE person RENAME TO old_person;
            ALTER TABLE orders RENAME TO old_orders;
            CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id), total TEXT);
            INSERT INTO person (id, name) SELECT id, name FROM old_person;
            INSERT INTO orders (id, person, total) SELECT id, person, total FROM old_orders;
            DROP TABLE old_orders;
            DROP TABLE old_person;
            """),
        Case("a table rebuilt whose rows point at nothing", """
            PRAGMA foreign_keys=OFF;
            CREATE TABLE new_visit (person INTEGER REFERENCES person (id), at TEXT, page TEXT);
            INSERT INTO new_visit (person, at) SELECT person, at FROM visit;
            DROP TABLE visit;
            ALTER TABLE new_visit RENAME TO visit;
            """) with { Base = Shop + "PRAGMA foreign_keys=OFF; INSERT INTO visit VALUES (99, 'nobody'); PRAGMA foreign_keys=ON;" },
        Case("a rolled back part", "SAVEPOINT s; DROP TABLE visit; ROLLBACK TO s; RELEASE s; DELETE FROM visit WHERE at = 'a'"),
        Case("what cannot be read", "DROP TABLE visit; FROBNICATE") with { Expected = Reversibility.No },
    ];

    private static RollbackCase Case(string name, string migration) => new(name, Shop, migration);
}
