CREATE TYPE postal_address AS (
    street       text,
    city         text,
    postal_code  varchar(16),
    country      char(2)
);

CREATE TABLE customer_addresses (
    customer_id  bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    label        text NOT NULL DEFAULT 'home',
    address      postal_address NOT NULL,
    CONSTRAINT customer_addresses_pkey PRIMARY KEY (customer_id, label)
);

ALTER TABLE orders
    ADD COLUMN deliver_to postal_address,
    ADD COLUMN tracking_code text;

GRANT SELECT, INSERT, UPDATE, DELETE ON customer_addresses TO shop_app;
