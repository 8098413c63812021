CREATE TABLE coupons (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    code           varchar(24) NOT NULL,
    percent_off    numeric(4,1),
    amount_off     numeric(8,2),
    site_wide      boolean NOT NULL DEFAULT false,
    valid_during   tstzrange NOT NULL,
    max_uses       integer,
    CONSTRAINT coupons_one_kind_of_discount CHECK (num_nonnulls(percent_off, amount_off) = 1),
    CONSTRAINT coupons_percent_is_sane CHECK (percent_off > 0 AND percent_off <= 100),
    -- Two site-wide coupons may not be valid at the same time.
    CONSTRAINT coupons_one_site_wide_at_a_time EXCLUDE USING gist (valid_during WITH &&) WHERE (site_wide)
);

CREATE UNIQUE INDEX coupons_code_key ON coupons (upper(code));

CREATE TABLE coupon_redemptions (
    coupon_id    uuid NOT NULL REFERENCES coupons (id),
    order_id     bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    redeemed_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT coupon_redemptions_pkey PRIMARY KEY (coupon_id, order_id),
    CONSTRAINT coupon_redemptions_one_per_order UNIQUE (order_id) DEFERRABLE INITIALLY DEFERRED
);
