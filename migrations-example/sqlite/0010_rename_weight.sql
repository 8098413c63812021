ALTER TABLE products RENAME COLUMN weight_grams TO weight_in_grams;

-- Couriers were never chosen by hand.
ALTER TABLE orders DROP COLUMN courier;

ALTER TABLE stock_movements RENAME TO stock_ledger;
