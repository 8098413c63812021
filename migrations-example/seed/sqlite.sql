-- A few dozen rows for trying things out, after all migrations have run. Never part of a migration.
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 24)
INSERT INTO customers (email, full_name, phone, newsletter, created_at)
SELECT 'customer' || n || '@example.com', 'Customer ' || n, CASE WHEN n % 3 = 0 THEN NULL ELSE '+49 30 555' || n END, n % 2, date('2021-03-01', (n * 60) || ' days') FROM numbers;

INSERT INTO categories (id, parent_id, slug, title) VALUES (1, NULL, 'kitchen', 'Kitchen'), (2, NULL, 'garden', 'Garden'), (3, NULL, 'office', 'Office'), (4, 1, 'knives', 'Knives');

WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 12)
INSERT INTO products (sku, category_id, name, description, price_cents, weight_in_grams, attributes)
SELECT printf('SKU-%04d', n), 1 + n % 4, 'Product ' || n, CASE WHEN n % 4 = 0 THEN NULL ELSE 'Sturdy and simple' END, 450 * n, 100 + 25 * n, json_object('colour', CASE WHEN n % 2 = 0 THEN 'blue' ELSE 'grey' END) FROM numbers;

WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 20)
INSERT INTO orders (number, customer_id, status, placed_at, note, tracking_code)
SELECT 100000 + n, 1 + n % 10, CASE n % 3 WHEN 0 THEN 'placed' WHEN 1 THEN 'paid' ELSE 'shipped' END, date('2025-09-01', n || ' days'), CASE WHEN n % 5 = 0 THEN 'Please ring twice' END, CASE WHEN n % 3 = 2 THEN 'TRACK-' || n END FROM numbers;

INSERT INTO order_items (order_id, line, product_id, quantity, unit_price_cents)
SELECT o.id, l.line, 1 + (o.id + l.line) % 12, 1 + l.line % 2, 990 FROM orders o, (SELECT 1 AS line UNION ALL SELECT 2) l;

INSERT INTO warehouses (code, name, country) VALUES ('BER', 'Berlin', 'DE'), ('PRG', 'Prague', 'CZ');
INSERT INTO inventory (warehouse_code, product_id, on_hand, reserved) SELECT w.code, p.id, 40, 2 FROM warehouses w, products p;
INSERT INTO stock_ledger (warehouse_code, product_id, delta, reason) SELECT 'BER', id, 5, 'delivery' FROM products;
INSERT INTO reviews (product_id, customer_id, rating, title, published_at) SELECT 1 + id % 12, id, 1 + id % 5, 'As described', '2025-10-01' FROM customers WHERE id <= 15;
INSERT INTO coupons (code, percent_off, valid_from) VALUES ('AUTUMN', 10, '2025-09-01'), ('WELCOME', 5, '2025-01-01');
INSERT INTO coupon_redemptions (coupon_id, order_id) SELECT id, 1 FROM coupons WHERE code = 'AUTUMN';
INSERT INTO customer_addresses (customer_id, street, city, postal_code, country) SELECT id, 'Long Street ' || id, 'Berlin', '10115', 'DE' FROM customers WHERE id <= 10;
INSERT INTO refunds (order_id, amount_cents, reason) VALUES (2, 990, 'damaged'), (4, 1980, 'late');
