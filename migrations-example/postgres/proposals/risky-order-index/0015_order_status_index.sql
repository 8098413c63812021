-- The order list is slow when filtered by status.
CREATE INDEX orders_status_idx ON orders (status, placed_at);

ALTER TABLE order_items
    ADD CONSTRAINT order_items_price_is_not_negative CHECK (unit_price >= 0);
