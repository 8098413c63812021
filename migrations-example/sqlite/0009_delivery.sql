CREATE TABLE customer_addresses (
    customer_id  INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    label        TEXT NOT NULL DEFAULT 'home',
    street       TEXT NOT NULL,
    city         TEXT NOT NULL,
    postal_code  VARCHAR(16),
    country      CHAR(2) NOT NULL,
    PRIMARY KEY (customer_id, label)
) WITHOUT ROWID;

ALTER TABLE orders ADD COLUMN deliver_to TEXT NOT NULL DEFAULT 'home';
ALTER TABLE orders ADD COLUMN tracking_code TEXT;
ALTER TABLE orders ADD COLUMN courier TEXT;

CREATE INDEX orders_tracking_idx ON orders (tracking_code) WHERE tracking_code IS NOT NULL;
