CREATE TABLE warehouses (
    code     TEXT PRIMARY KEY NOT NULL,
    name     TEXT NOT NULL,
    country  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE inventory (
    warehouse_code  TEXT NOT NULL REFERENCES warehouses (code) ON UPDATE CASCADE,
    product_id      INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    on_hand         INTEGER NOT NULL DEFAULT 0,
    reserved        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (warehouse_code, product_id),
    CONSTRAINT inventory_counts_add_up CHECK (on_hand >= 0 AND reserved BETWEEN 0 AND on_hand)
) STRICT;

CREATE TABLE stock_movements (
    id              INTEGER PRIMARY KEY,
    warehouse_code  TEXT NOT NULL,
    product_id      INTEGER NOT NULL,
    delta           INTEGER NOT NULL CHECK (delta <> 0),
    reason          TEXT NOT NULL,
    moved_at        INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
    FOREIGN KEY (warehouse_code, product_id) REFERENCES inventory (warehouse_code, product_id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX stock_movements_product_idx ON stock_movements (product_id, moved_at);
