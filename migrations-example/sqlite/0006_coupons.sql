CREATE TABLE coupons (
    id           INTEGER PRIMARY KEY,
    code         TEXT NOT NULL,
    percent_off  REAL,
    cents_off    INTEGER,
    valid_from   TEXT NOT NULL,
    valid_until  TEXT,
    max_uses     INTEGER,
    CONSTRAINT coupons_one_kind_of_discount CHECK ((percent_off IS NULL) <> (cents_off IS NULL)),
    CONSTRAINT coupons_percent_is_sane CHECK (percent_off > 0 AND percent_off <= 100)
);

CREATE UNIQUE INDEX coupons_code_key ON coupons (upper(code));

CREATE TABLE coupon_redemptions (
    coupon_id    INTEGER NOT NULL REFERENCES coupons (id),
    order_id     INTEGER NOT NULL UNIQUE REFERENCES orders (id) ON DELETE CASCADE,
    redeemed_at  TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (coupon_id, order_id)
);
