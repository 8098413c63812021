-- Orders can be refunded: the CHECK of their status changes, and SQLite changes a CHECK only by rebuilding the table
-- (the twelve steps of "Making Other Kinds Of Table Schema Changes"). Foreign keys are off meanwhile: dropping the old table must not empty its children.
PRAGMA foreign_keys = OFF;

BEGIN IMMEDIATE;

CREATE TABLE orders_new (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    number         INTEGER NOT NULL UNIQUE,
    customer_id    INTEGER NOT NULL,
    status         TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'placed', 'paid', 'shipped', 'refunded', 'cancelled')),
    currency       CHAR(3) NOT NULL DEFAULT 'EUR',
    placed_at      TEXT,
    note           TEXT,
    deliver_to     TEXT NOT NULL DEFAULT 'home',
    tracking_code  TEXT,
    CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE RESTRICT,
    CONSTRAINT orders_placed_has_a_time CHECK (status IN ('draft', 'cancelled') OR placed_at IS NOT NULL)
);

-- Numbering goes on where the old table stopped, even if its last orders have been deleted.
INSERT INTO sqlite_sequence (name, seq) SELECT 'orders_new', seq FROM sqlite_sequence WHERE name = 'orders';

INSERT INTO orders_new (id, number, customer_id, status, currency, placed_at, note, deliver_to, tracking_code)
SELECT id, number, customer_id, status, currency, placed_at, note, deliver_to, tracking_code FROM orders;

-- Views that read the table would stop the rename.
DROP VIEW order_totals;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;

CREATE INDEX orders_customer_idx ON orders (customer_id, placed_at DESC);
CREATE INDEX orders_open_idx ON orders (placed_at) WHERE status IN ('placed', 'paid');
CREATE INDEX orders_tracking_idx ON orders (tracking_code) WHERE tracking_code IS NOT NULL;

CREATE TRIGGER orders_keep_paid BEFORE DELETE ON orders WHEN old.status IN ('paid', 'shipped', 'refunded')
BEGIN
    SELECT RAISE(ABORT, 'a paid order stays');
END;

CREATE VIEW order_totals AS
SELECT o.id AS order_id, o.number, o.customer_id, o.status, o.currency, sum(i.total_cents) AS total_cents, count(*) AS lines
FROM orders o
JOIN order_items i ON i.order_id = o.id
GROUP BY o.id;

PRAGMA foreign_key_check;

COMMIT;

PRAGMA foreign_keys = ON;
