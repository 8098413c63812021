using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Tests.Rollbacks;

internal static class PostgreSqlRollbackCases
{
    private const string Shop = """"
        CREATE EXTENSION citext;
        CREATE SCHEMA stock;
        CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
        CREATE TYPE address AS (street varchar(40), floor int);
        CREATE DOMAIN sku AS text DEFAULT 'none' CONSTRAINT sku_shape CHECK (value <> '');
        CREATE SEQUENCE ticket INCREMENT 5 START 100;
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := coalesce(NEW.note, '') || '!'; RETURN NEW; END $$;
        CREATE FUNCTION twice(amount int, times int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT amount * times';
        CREATE TABLE person (
            id serial PRIMARY KEY, email varchar(120) NOT NULL UNIQUE, feeling mood DEFAULT 'happy', home address, scores numeric(5,2)[],
            seen timestamptz(3), doc jsonb, raw bytea, label citext COLLATE "C", shout text GENERATED ALWAYS AS (upper(email)) STORED,
            CONSTRAINT email_shape CHECK (length(email) > 1));
        CREATE TABLE orders (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person int NOT NULL CONSTRAINT orders_person REFERENCES person (id) ON DELETE CASCADE ON UPDATE CASCADE,
            total numeric(8,2) DEFAULT 0, note text, number int DEFAULT nextval('ticket'), code sku);
        CREATE TABLE line ("order" bigint REFERENCES orders (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, pos int, what text, PRIMARY KEY ("order", pos));
        CREATE TABLE visit (person int REFERENCES person (id) ON DELETE SET NULL, at date, page text);
        CREATE TABLE stock."Odd ""Name" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), "select" int, boss uuid REFERENCES stock."Odd ""Name" (id));
        CREATE TABLE event (id int NOT NULL, at date NOT NULL, what text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE event_old PARTITION OF event FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
        CREATE TABLE event_new PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
        CREATE INDEX event_what ON event (what);
        CREATE INDEX orders_note ON orders (lower(note) DESC NULLS LAST, total) WHERE total > 0;
        CREATE UNIQUE INDEX visit_page ON visit (page) INCLUDE (at);
        CREATE VIEW rich AS SELECT p.id, p.email, sum(o.total) AS total FROM person p JOIN orders o ON o.person = p.id GROUP BY p.id;
        CREATE VIEW richest AS SELECT email FROM rich WHERE total > 10;
        CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM richest;
        CREATE UNIQUE INDEX counted_n ON counted (n);
        CREATE TRIGGER orders_touch BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
        ALTER TABLE person ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON person FOR SELECT USING (id > 0);
        COMMENT ON TABLE person IS 'people''s';
        COMMENT ON COLUMN person.email IS 'where to write';
        COMMENT ON CONSTRAINT email_shape ON person IS 'short';
        COMMENT ON VIEW rich IS 'rich ones';
        GRANT SELECT, INSERT ON person TO pg_monitor;
        GRANT SELECT ON rich TO PUBLIC;
        GRANT USAGE ON SCHEMA stock TO PUBLIC;
        INSERT INTO person (email, feeling, home, scores, seen, doc, raw, label) VALUES
            ('ann@x', 'sad', ROW('a "street"', 3), '{1.5,NULL}', '2020-02-02 10:00:00.123+02', '{"a": [1, null]}', '\x00ff', 'L'),
            ('zoë@☃', NULL, NULL, NULL, NULL, NULL, NULL, NULL), ('o''brien', 'it''s ok', NULL, '{}', 'infinity', '"x"', '', '');
        INSERT INTO orders (person, total, note) VALUES (1, 10.5, NULL), (1, 0, 'first'), (2, 99, 'é');
        INSERT INTO line VALUES (1, 1, 'a'), (1, 2, NULL), (3, 1, 'x');
        INSERT INTO visit VALUES (1, '2020-01-01', 'p'), (1, NULL, 'q'), (NULL, NULL, NULL), (3, 'infinity', 'r'), (3, '-infinity', NULL);
        INSERT INTO stock."Odd ""Name" VALUES ('00000000-0000-0000-0000-000000000001', 1, NULL), ('00000000-0000-0000-0000-000000000002', NULL, '00000000-0000-0000-0000-000000000001');
        INSERT INTO event VALUES (1, '2001-01-01', 'a'), (2, '2021-01-01', 'b'), (3, '2022-01-01', NULL);
        REFRESH MATERIALIZED VIEW counted;
        """";

    public static IEnumerable<RollbackCase> All =>
    [
        Case("a table made", "CREATE TABLE extra (id serial PRIMARY KEY, person int REFERENCES person); INSERT INTO extra (person) SELECT id FROM person"),
        Case("a table made from a query", "CREATE TABLE copy AS SELECT * FROM visit"),
        Case("a table dropped", "DROP TABLE visit"),
        Case("a table made from columns of others dropped", "DROP TABLE tally")
            with { Base = Shop + "CREATE TABLE tally AS SELECT o.id AS \"order\", p.feeling, p.scores, note, NULL::date AS paid, total > 5 AS dear, 'x' AS mark, now() AS at FROM orders o JOIN person p ON p.id = o.person; ALTER TABLE tally ADD PRIMARY KEY (\"order\");" },
        Case("a table made from a union dropped", "DROP TABLE page") with { Base = Shop + "CREATE TABLE page (who, what) AS SELECT person, page FROM visit UNION ALL SELECT id::int, note FROM orders;" },
        Case("a table of odd names dropped", "DROP TABLE stock.\"Odd \"\"Name\""),
        Case("a table with all that stands on it dropped", "DROP TABLE person CASCADE"),
        Case("two tables dropped at once", "DROP TABLE orders, line CASCADE"),
        Case("a partitioned table dropped", "DROP TABLE event"),
        Case("a partition dropped", "DROP TABLE event_old"),
        Case("a partition detached", "ALTER TABLE event DETACH PARTITION event_new"),
        Case("a partition attached", "CREATE TABLE event_next (id int NOT NULL, at date NOT NULL, what text); ALTER TABLE event ATTACH PARTITION event_next FOR VALUES FROM ('2030-01-01') TO ('2040-01-01')"),
        Case("a table renamed and moved", "ALTER TABLE visit RENAME TO visits; ALTER TABLE visits SET SCHEMA stock"),
        Case("a table truncated with what points at it", "TRUNCATE person RESTART IDENTITY CASCADE"),
        Case("tables truncated together", "TRUNCATE line, orders"),
        Case("a table unlogged", "ALTER TABLE visit SET UNLOGGED"),
        Case("options of a table", "ALTER TABLE visit SET (fillfactor = 70, autovacuum_enabled = false)"),
        Case("a replica identity", "ALTER TABLE orders REPLICA IDENTITY FULL"),
        Case("row security", "ALTER TABLE person DISABLE ROW LEVEL SECURITY; ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY"),
        Case("columns added", "ALTER TABLE visit ADD COLUMN id serial PRIMARY KEY, ADD COLUMN kind mood NOT NULL DEFAULT 'sad' CHECK (kind <> 'happy'), ADD ref int REFERENCES orders (id)") with { MovesSequences = true },
        Case("a column dropped", "ALTER TABLE orders DROP COLUMN note"),
        Case("a column of a table without key dropped", "ALTER TABLE visit DROP COLUMN page"),
        Case("a column of an enum dropped", "ALTER TABLE person DROP COLUMN feeling"),
        Case("a column of a composite dropped", "ALTER TABLE person DROP COLUMN home, DROP COLUMN label, DROP COLUMN doc, DROP COLUMN raw"),
        Case("a key dropped with its column", "ALTER TABLE line DROP COLUMN pos"),
        Case("a serial column dropped with what stands on it", "ALTER TABLE person DROP COLUMN id CASCADE"),
        Case("an identity column dropped", "ALTER TABLE orders DROP COLUMN id CASCADE"),
        Case("a generated column dropped", "ALTER TABLE person DROP COLUMN shout"),
        Case("a column dropped after a rename", "DROP VIEW rich CASCADE; ALTER TABLE orders RENAME COLUMN total TO amount; ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases DROP COLUMN amount"),
        Case("a column renamed", "ALTER TABLE person RENAME COLUMN email TO mail"),
        Case("a column renamed under views that call its table otherwise", "DROP VIEW rich, plain CASCADE") with
        {
            Base = Shop + """
                CREATE VIEW buyer AS SELECT DISTINCT x.email, x.id AS email_of, (SELECT max(y.email) FROM person y) AS last, row_number() OVER (ORDER BY x.email, o.id) AS n, upper(x.email), o.note
                    FROM person x JOIN orders AS o ON o.person = x.id JOIN rich r ON r.id = x.id WHERE x.email <> 'email';
                CREATE VIEW plain AS SELECT email, id, email AS mail FROM person GROUP BY id, email ORDER BY email;
                ALTER TABLE person RENAME COLUMN email TO mail;
                CREATE VIEW pair AS SELECT plain.email, buyer.email AS other FROM plain, buyer, rich;
                """,
        },
        Case("a wider type", "ALTER TABLE visit ALTER COLUMN page TYPE varchar, ALTER COLUMN at TYPE timestamp"),
        Case("a narrower type", "DROP VIEW rich CASCADE; ALTER TABLE orders ALTER COLUMN total TYPE int"),
        Case("another type by an expression", "DROP INDEX orders_note; ALTER TABLE orders ALTER COLUMN note TYPE int USING length(note)"),
        Case("text to an enum and back", "CREATE TYPE page AS ENUM ('p', 'q', 'r'); DROP INDEX visit_page; ALTER TABLE visit ALTER page TYPE page USING page::page"),
        Case("an enum swapped", "ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy', 'new'); ALTER TABLE person ALTER feeling DROP DEFAULT, ALTER feeling TYPE mood USING feeling::text::mood, ALTER feeling SET DEFAULT 'new'; DROP TYPE mood_old"),
        Case("an enum replaced by a larger one, whose label was renamed", "ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy', 'new'); ALTER TABLE person ALTER feeling DROP DEFAULT, ALTER feeling TYPE mood USING feeling::text::mood; DROP TYPE mood_old; ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'; UPDATE person SET feeling = 'new' WHERE feeling IS NOT NULL"),
        Case("an enum label added", "ALTER TYPE mood ADD VALUE 'proud' BEFORE 'happy'"),
        Case("an enum label renamed", "ALTER TYPE mood RENAME VALUE 'sad' TO 'sadder'"),
        Case("a composite type altered", "ALTER TYPE address RENAME ATTRIBUTE floor TO level"),
        Case("a domain altered", "ALTER DOMAIN sku SET DEFAULT 'x'; ALTER DOMAIN sku DROP CONSTRAINT sku_shape; ALTER DOMAIN sku ADD CONSTRAINT sku_long CHECK (length(value) < 99)"),
        Case("types made and dropped", "CREATE TYPE colour AS ENUM ('red'); CREATE DOMAIN even AS int CHECK (value % 2 = 0); ALTER TABLE orders DROP COLUMN code; DROP DOMAIN sku"),
        Case("defaults", "ALTER TABLE orders ALTER total SET DEFAULT 5, ALTER number DROP DEFAULT, ALTER note SET DEFAULT 'n'"),
        Case("not null", "ALTER TABLE orders ALTER total SET NOT NULL; ALTER TABLE person ALTER email DROP NOT NULL"),
        Case("identity", "ALTER TABLE orders ALTER id SET GENERATED BY DEFAULT; ALTER TABLE orders ALTER id DROP IDENTITY"),
        Case("identity added", "ALTER TABLE line ALTER pos ADD GENERATED BY DEFAULT AS IDENTITY") with { MovesSequences = true },
        Case("an expression dropped", "ALTER TABLE person ALTER shout DROP EXPRESSION"),
        Case("options of a column", "ALTER TABLE orders ALTER note SET STATISTICS 500, ALTER note SET STORAGE EXTERNAL, ALTER total SET (n_distinct = 5)"),
        Case("a constraint made of an index under another name", "ALTER TABLE visit ADD CONSTRAINT page_once UNIQUE USING INDEX visit_page"),
        Case("a key replaced by one of an index under another name", "CREATE UNIQUE INDEX line_other ON line (pos, \"order\"); ALTER TABLE line DROP CONSTRAINT line_pkey, ADD CONSTRAINT line_pkey PRIMARY KEY USING INDEX line_other"),
        Case("constraints added", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID, ADD UNIQUE (number); ALTER TABLE orders VALIDATE CONSTRAINT positive; ALTER TABLE visit ADD PRIMARY KEY USING INDEX visit_key") with
        {
            Base = Shop + "DELETE FROM visit WHERE person IS NULL OR at IS NULL OR page IS NULL; CREATE UNIQUE INDEX visit_key ON visit (person, at);",
        },
        Case("constraints dropped", "ALTER TABLE person DROP CONSTRAINT email_shape; ALTER TABLE orders DROP CONSTRAINT orders_person; ALTER TABLE person DROP CONSTRAINT person_email_key"),
        Case("a key dropped with what points at it", "ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE"),
        Case("constraints altered and renamed", "ALTER TABLE orders ALTER CONSTRAINT orders_person DEFERRABLE INITIALLY DEFERRED; ALTER TABLE orders RENAME CONSTRAINT orders_person TO buyer; ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO orders_key"),
        Case("indexes made, dropped and renamed", "CREATE INDEX ON visit (at); DROP INDEX orders_note; ALTER INDEX visit_page RENAME TO page_visit; ALTER INDEX page_visit SET (fillfactor = 50)"),
        Case("an index made concurrently", "CREATE INDEX CONCURRENTLY visit_at ON visit (at)"),
        Case("an index dropped concurrently", "DROP INDEX CONCURRENTLY orders_note"),
        Case("a view replaced under others", "CREATE OR REPLACE VIEW rich AS SELECT p.id, p.email, sum(o.total) AS total, count(*) AS n FROM person p JOIN orders o ON o.person = p.id GROUP BY p.id"),
        Case("views made, renamed and dropped", "CREATE VIEW poor AS SELECT 1 AS one; DROP MATERIALIZED VIEW counted; ALTER VIEW richest RENAME TO the_richest; DROP VIEW the_richest"),
        Case("views dropped with all that stands on them", "DROP VIEW rich CASCADE"),
        Case("a materialized view made", "CREATE MATERIALIZED VIEW m AS SELECT * FROM visit; CREATE INDEX ON m (at); REFRESH MATERIALIZED VIEW counted"),
        Case("sequences", "CREATE SEQUENCE s; ALTER SEQUENCE ticket INCREMENT 7 MAXVALUE 5000 CYCLE; ALTER SEQUENCE ticket RESTART WITH 1; ALTER SEQUENCE ticket RENAME TO tickets"),
        Case("a sequence dropped", "ALTER TABLE orders ALTER number DROP DEFAULT; DROP SEQUENCE ticket"),
        Case("functions", "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; DROP FUNCTION twice(int, int)"),
        Case("a function with other defaults", "CREATE OR REPLACE FUNCTION twice(amount int DEFAULT 1, times int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT amount'"),
        Case("a function dropped with its triggers", "DROP FUNCTION touch() CASCADE"),
        Case("a function altered and renamed", "ALTER FUNCTION twice(int, int) IMMUTABLE; ALTER FUNCTION twice(int, int) RENAME TO double; ALTER FUNCTION double(int, int) SET SCHEMA stock"),
        Case("triggers", "CREATE TRIGGER t AFTER INSERT ON visit FOR EACH STATEMENT EXECUTE FUNCTION touch(); DROP TRIGGER orders_touch ON orders"),
        Case("triggers disabled and renamed", "ALTER TABLE orders DISABLE TRIGGER orders_touch; ALTER TRIGGER orders_touch ON orders RENAME TO orders_touched"),
        Case("policies", "CREATE POLICY p ON orders FOR ALL TO pg_monitor USING (true) WITH CHECK (total > 0); ALTER POLICY own ON person USING (id > 5); ALTER POLICY own ON person RENAME TO mine; DROP POLICY mine ON person"),
        Case("privileges", "GRANT UPDATE, SELECT ON person TO pg_monitor; REVOKE INSERT ON person FROM pg_monitor; REVOKE SELECT ON rich FROM PUBLIC; GRANT USAGE ON SEQUENCE ticket TO pg_monitor; REVOKE EXECUTE ON FUNCTION twice(int, int) FROM PUBLIC; GRANT SELECT (email) ON person TO PUBLIC"),
        Case("privileges that may be passed on", "GRANT UPDATE ON person TO pg_monitor WITH GRANT OPTION; GRANT SELECT, INSERT ON person TO pg_monitor WITH GRANT OPTION; CREATE TABLE given (a int); GRANT SELECT (a) ON given TO PUBLIC"),
        Case("comments", "COMMENT ON TABLE person IS NULL; COMMENT ON COLUMN person.email IS 'x'; COMMENT ON CONSTRAINT email_shape ON person IS NULL; COMMENT ON VIEW rich IS E'back\\\\slash'; COMMENT ON INDEX orders_note IS 'i'"),
        Case("an owner", "ALTER TABLE person OWNER TO pg_read_all_stats; ALTER FUNCTION twice(int, int) OWNER TO pg_monitor; ALTER TYPE mood OWNER TO pg_monitor; ALTER SCHEMA stock OWNER TO pg_monitor"),
        Case("schemas", "CREATE SCHEMA a; ALTER SCHEMA stock RENAME TO stocks"),
        Case("a schema dropped with all in it", "DROP SCHEMA stock CASCADE"),
        Case("extensions", "CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS citext"),
        Case("roles", "CREATE ROLE changegate_case_role NOLOGIN; GRANT pg_monitor TO changegate_case_role; DROP ROLE changegate_case_role") with { Expected = Reversibility.No },
        Case("rows deleted with all that hangs on them", "DELETE FROM person WHERE id = 1"),
        Case("rows deleted by a join", "DELETE FROM orders o USING person p WHERE p.id = o.person AND p.email LIKE 'ann%'"),
        Case("all rows of a table without key deleted", "DELETE FROM visit"),
        Case("some rows of a table without key deleted", "DELETE FROM visit WHERE person = 3"),
        Case("rows of a partitioned table deleted", "DELETE FROM event WHERE id > 1"),
        Case("rows updated", "UPDATE person SET email = upper(email), feeling = 'sad', doc = NULL, label = 'x' WHERE id < 3"),
        Case("rows updated under a trigger before the row", "UPDATE orders SET total = total * 2"),
        Case("a key changed", "UPDATE line SET pos = pos + 10") with { Expected = Reversibility.SchemaOnly },
        Case("rows of a table without key updated", "UPDATE visit SET page = NULL WHERE at IS NULL") with { Expected = Reversibility.SchemaOnly },
        Case("rows inserted", "INSERT INTO person (email) SELECT email || '2' FROM person; INSERT INTO orders (person, total) VALUES (1, 7)") with { MovesSequences = true },
        Case("rows inserted or updated", "INSERT INTO person (id, email) VALUES (1, 'new'), (90, 'ninety') ON CONFLICT (id) DO UPDATE SET email = excluded.email"),
        Case("rows deleted and others written under their keys", "DELETE FROM line; DELETE FROM orders; INSERT INTO orders (id, person, total, note) OVERRIDING SYSTEM VALUE VALUES (1, 3, 7, NULL), (70, 1, 1, 'n'); INSERT INTO line VALUES (1, 1, 'other'), (70, 1, 'x')") with { MovesSequences = true },
        Case("rows deleted by a condition and others written under their keys", "DELETE FROM person WHERE id = 2; INSERT INTO person (id, email, feeling) VALUES (2, 'second', 'sad'), (9, 'ninth', NULL)"),
        Case("what is unique written under another key", "DELETE FROM person WHERE id IN (1, 2); INSERT INTO person (id, email) VALUES (2, 'ann@x')"),
        Case("a table emptied and filled", "TRUNCATE line; INSERT INTO line VALUES (1, 1, 'other'), (2, 5, 'x')"),
        Case("rows merged", "MERGE INTO person p USING (VALUES (1), (80)) v (id) ON p.id = v.id WHEN MATCHED THEN UPDATE SET email = 'merged' WHEN NOT MATCHED THEN INSERT (id, email) VALUES (v.id, 'x8')"),
        Case("a block", "DO $$ BEGIN CREATE TYPE colour AS ENUM ('red'); EXCEPTION WHEN duplicate_object THEN NULL; END $$; DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') THEN ALTER TABLE visit ADD CONSTRAINT c CHECK (person > 0); END IF; END $$"),
        Case("a block of dynamic SQL", "DO $$ BEGIN EXECUTE format('DROP TABLE %I', current_setting('application_name')); END $$") with { Expected = Reversibility.No },
        Case("values moved to another column", "ALTER TABLE orders ADD COLUMN cents bigint; UPDATE orders SET cents = total * 100; DROP VIEW rich CASCADE; ALTER TABLE orders DROP COLUMN total; ALTER TABLE orders RENAME COLUMN cents TO total; ALTER TABLE orders ALTER total SET NOT NULL"),
        Case("a rolled back part", "BEGIN; SAVEPOINT s; DROP TABLE visit; ROLLBACK TO s; RELEASE s; DELETE FROM visit WHERE page = 'p'; COMMIT"),
        Case("what cannot be read", "DROP TABLE visit; FROBNICATE") with { Expected = Reversibility.No },
    ];

    private static RollbackCase Case(string name, string migration) => new(name, Shop, migration);
}
