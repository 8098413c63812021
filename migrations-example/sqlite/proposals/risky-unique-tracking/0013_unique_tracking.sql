-- A tracking code belongs to one order. It fails, and takes the release with it, if two orders share one already.
DROP INDEX orders_tracking_idx;
CREATE UNIQUE INDEX orders_tracking_key ON orders (tracking_code);
