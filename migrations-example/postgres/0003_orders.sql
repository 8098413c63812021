CREATE TYPE order_status AS ENUM ('draft', 'placed', 'paid', 'shipped', 'cancelled');

-- Order numbers are printed on invoices, so they come from a sequence of their own and never repeat.
CREATE SEQUENCE order_numbers AS bigint START WITH 100000 INCREMENT BY 1 CACHE 1;

CREATE TABLE orders (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number       bigint NOT NULL DEFAULT nextval('order_numbers'),
    customer_id  bigint NOT NULL,
    status       order_status NOT NULL DEFAULT 'draft',
    currency     char(3) NOT NULL DEFAULT 'EUR',
    placed_at    timestamptz,
    note         varchar(500),
    CONSTRAINT orders_number_key UNIQUE (number),
    CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE RESTRICT,
    CONSTRAINT orders_placed_has_a_time CHECK (status = 'draft' OR status = 'cancelled' OR placed_at IS NOT NULL)
);

ALTER SEQUENCE order_numbers OWNED BY orders.number;

CREATE TABLE order_items (
    order_id    bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line        smallint NOT NULL,
    product_id  bigint NOT NULL REFERENCES products (id),
    quantity    integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
    unit_price  numeric(8,2) NOT NULL,
    total       numeric(12,2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    PRIMARY KEY (order_id, line)
);

CREATE INDEX orders_customer_idx ON orders (customer_id, placed_at DESC NULLS LAST);
CREATE INDEX orders_open_idx ON orders (placed_at) WHERE status IN ('placed', 'paid');
CREATE INDEX order_items_product_idx ON order_items (product_id) INCLUDE (quantity);
