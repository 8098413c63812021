-- When a row last changed, kept by the database so that no service can forget it.
-- A column that is added cannot have CURRENT_TIMESTAMP as its default: old rows say NULL until they change.
ALTER TABLE customers ADD COLUMN updated_at TEXT;
ALTER TABLE products ADD COLUMN updated_at TEXT;

CREATE TRIGGER customers_touch AFTER UPDATE ON customers WHEN new.updated_at IS old.updated_at
BEGIN
    UPDATE customers SET updated_at = datetime('now') WHERE id = new.id;
END;

CREATE TRIGGER products_touch AFTER UPDATE OF name, description, price_cents, attributes ON products
BEGIN
    UPDATE products SET updated_at = datetime('now') WHERE id = new.id;
END;

-- Nobody deletes an order that has been paid.
CREATE TRIGGER orders_keep_paid BEFORE DELETE ON orders WHEN old.status IN ('paid', 'shipped')
BEGIN
    SELECT RAISE(ABORT, 'a paid order stays');
END;
