-- Customers and how to reach them.
CREATE TABLE customers (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    email       TEXT NOT NULL COLLATE NOCASE,
    full_name   TEXT NOT NULL,
    phone       VARCHAR(32),
    locale      TEXT NOT NULL DEFAULT 'en-GB',
    newsletter  INTEGER NOT NULL DEFAULT 0 CHECK (newsletter IN (0, 1)),
    created_at  TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT customers_email_has_an_at CHECK (email LIKE '%_@_%')
);

-- One account per address; the column's collation makes case irrelevant.
CREATE UNIQUE INDEX customers_email_key ON customers (email);
