ALTER TYPE order_status ADD VALUE 'refunded' AFTER 'shipped';

CREATE TABLE refunds (
    id           bigint GENERATED ALWAYS AS IDENTITY (START WITH 1000) PRIMARY KEY,
    order_id     bigint NOT NULL REFERENCES orders (id),
    amount       numeric(10,2) NOT NULL CONSTRAINT refunds_amount_is_positive CHECK (amount > 0),
    reason       text NOT NULL,
    refunded_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX refunds_order_idx ON refunds (order_id);

CREATE FUNCTION refunded_amount(target bigint) RETURNS numeric
LANGUAGE sql STABLE
AS $$
    SELECT coalesce(sum(amount), 0) FROM refunds WHERE order_id = target
$$;
