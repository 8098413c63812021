CREATE TABLE warehouses (
    code     char(3) PRIMARY KEY,
    name     text NOT NULL,
    country  char(2) NOT NULL
);

CREATE TABLE inventory (
    warehouse_code  char(3) NOT NULL REFERENCES warehouses (code) ON UPDATE CASCADE,
    product_id      bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    on_hand         integer NOT NULL DEFAULT 0,
    reserved        integer NOT NULL DEFAULT 0,
    CONSTRAINT inventory_pkey PRIMARY KEY (warehouse_code, product_id),
    CONSTRAINT inventory_counts_add_up CHECK (on_hand >= 0 AND reserved BETWEEN 0 AND on_hand)
) WITH (fillfactor = 80);

-- Every change of stock, one partition a year.
CREATE TABLE stock_movements (
    id              bigint NOT NULL,
    warehouse_code  char(3) NOT NULL,
    product_id      bigint NOT NULL,
    delta           integer NOT NULL CHECK (delta <> 0),
    reason          text NOT NULL,
    moved_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, moved_at)
) PARTITION BY RANGE (moved_at);

CREATE TABLE stock_movements_2025 PARTITION OF stock_movements FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE stock_movements_2026 PARTITION OF stock_movements FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');

CREATE INDEX stock_movements_product_idx ON stock_movements (product_id, moved_at);
