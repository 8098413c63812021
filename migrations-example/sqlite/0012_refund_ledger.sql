CREATE TABLE refunds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id      INTEGER NOT NULL REFERENCES orders (id),
    amount_cents  INTEGER NOT NULL CONSTRAINT refunds_amount_is_positive CHECK (amount_cents > 0),
    reason        TEXT NOT NULL COLLATE RTRIM,
    refunded_at   TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX refunds_order_idx ON refunds (order_id);

INSERT INTO coupons (code, percent_off, valid_from) VALUES ('SORRY', 10, '2026-01-01');
UPDATE products SET active = 0 WHERE price_cents = 0;
