-- Built while the shop is open: it must not stand in a transaction.
CREATE INDEX CONCURRENTLY orders_tracking_idx ON orders (tracking_code) WHERE tracking_code IS NOT NULL;
