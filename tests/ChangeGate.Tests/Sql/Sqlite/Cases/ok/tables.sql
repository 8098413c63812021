-- CREATE TABLE in all its forms. The scripts of this folder run from top to bottom on an empty database.
CREATE TABLE plain (a, b TEXT, c INTEGER);
CREATE TABLE IF NOT EXISTS plain (a);
CREATE TABLE main.qualified (a INT);
CREATE TEMP TABLE temporary_one (a INT);
CREATE TEMPORARY TABLE IF NOT EXISTS temporary_two (a INT);
CREATE TABLE types (
    a INT, b INTEGER, c TINYINT, d UNSIGNED BIG INT, e CHARACTER(20), f VARCHAR(255), g VARYING CHARACTER(255),
    h NATIVE CHARACTER(70), i DOUBLE PRECISION, j DECIMAL(10, 5), k DATETIME, l "quoted type", m 'string type', n [bracketed](1, -2), o FLOAT(+3.5), p BLOB, q text[] NOT NULL, r INT AUTO_INCREMENT PRIMARY KEY, s INT COMMENT 'x', t
);
CREATE TABLE keys (
    id INTEGER CONSTRAINT keys_pk PRIMARY KEY ASC ON CONFLICT ROLLBACK AUTOINCREMENT,
    a TEXT NOT NULL ON CONFLICT FAIL UNIQUE ON CONFLICT IGNORE,
    b TEXT NULL DEFAULT NULL,
    c TEXT CONSTRAINT dangling,
    d INTEGER CHECK (d > 0) CHECK (d < 100) DEFAULT 5,
    e TEXT COLLATE NOCASE REFERENCES plain (a) ON DELETE CASCADE ON UPDATE SET NULL MATCH FULL NOT DEFERRABLE INITIALLY IMMEDIATE,
    f INTEGER REFERENCES plain ON DELETE SET DEFAULT ON UPDATE NO ACTION ON INSERT RESTRICT DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE defaults (
    a DEFAULT 1, b DEFAULT -1, c DEFAULT +1.5, d DEFAULT 'text', e DEFAULT x'00ff', f DEFAULT NULL, g DEFAULT CURRENT_TIMESTAMP, h DEFAULT CURRENT_DATE,
    i DEFAULT CURRENT_TIME, j DEFAULT (random() % 10), k DEFAULT true, l DEFAULT word, m DEFAULT "quoted", n DEFAULT (CAST(1 AS TEXT)) NOT NULL, o DEFAULT 0x1F, p DEFAULT 1e3
);
CREATE TABLE generated_columns (
    a INTEGER, b INTEGER, c INT GENERATED ALWAYS AS (a + b) VIRTUAL, d GENERATED ALWAYS AS (a * b) STORED, e TEXT AS (a || b), f REAL AS (a) VIRTUAL NOT NULL
);
CREATE TABLE table_constraints (
    a INTEGER, b TEXT, c TEXT,
    CONSTRAINT pk PRIMARY KEY (a, b COLLATE NOCASE DESC) ON CONFLICT REPLACE,
    CONSTRAINT uq UNIQUE (b ASC, c),
    UNIQUE (c) CHECK (a <> 5) ON CONFLICT ABORT,
    CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES other (x, y) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT nothing_follows
);
CREATE TABLE autoincrement_at_the_end (id INTEGER, PRIMARY KEY (id AUTOINCREMENT));
CREATE TABLE without_rowid (a TEXT PRIMARY KEY, b) WITHOUT ROWID;
CREATE TABLE strict_one (a INTEGER PRIMARY KEY, b ANY) STRICT;
CREATE TABLE strict_two (a INTEGER PRIMARY KEY, b TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE copied AS SELECT a, b AS bee, 'x' AS "letter x" FROM plain WHERE a > 0;
CREATE TEMP TABLE copied_too AS VALUES (1, 2), (3, 4);
CREATE TABLE copied_with AS WITH w AS (SELECT 1 AS one) SELECT * FROM w;
CREATE TABLE "select" ("from" TEXT, [where] TEXT, `group` TEXT, 'order' TEXT);
CREATE TABLE "a ""quoted"" name" (`b ``tick`` c` INT);
CREATE TABLE key (action, after, "begin", by, cascade, column, conflict, database, desc, do, each, end, explain, fail, for, if, ignore, key, last, like, match, no, of, offset, plan, pragma, query, raise, range, replace, row, rows, temp, trigger, view, virtual, with, without, window, filter, over, generated, always);
CREATE TABLE type_stops_at_generated (a INT generated always AS (1), b generated, c virtual text);
CREATE TABLE naïve_größe (größe TEXT, 名前 TEXT);
CREATE TABLE tight(a INTEGER PRIMARY KEY,b TEXT DEFAULT'x',c CHECK(c>0));
CREATE TABLE sqlite3$dollar (a$b INT);
DROP TABLE plain;
DROP TABLE IF EXISTS no_such_table;
DROP TABLE main.qualified;
DROP TABLE temp.temporary_one;
