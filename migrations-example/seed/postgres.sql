-- A few dozen rows for trying things out, after all migrations have run. Never part of a migration.
INSERT INTO customers (email, full_name, phone, newsletter, created_at)
SELECT format('customer%s@example.com', n), format('Customer %s', n), CASE WHEN n % 3 = 0 THEN NULL ELSE format('+49 30 555%s', n) END, n % 2 = 0, timestamptz '2021-03-01' + n * interval '60 days'
FROM generate_series(1, 24) AS n;

INSERT INTO categories (slug, title) VALUES ('kitchen', 'Kitchen'), ('garden', 'Garden'), ('office', 'Office');
INSERT INTO categories (parent_id, slug, title) SELECT id, 'knives', 'Knives' FROM categories WHERE slug = 'kitchen';

INSERT INTO products (sku, category_id, name, description, price, weight_in_grams, attributes, tags)
SELECT format('SKU-%s', lpad(n::text, 4, '0')), 1 + n % 4, format('Product %s', n), CASE WHEN n % 4 = 0 THEN NULL ELSE 'Sturdy and simple' END, 4.5 * n, 100 + 25 * n,
    jsonb_build_object('colour', CASE WHEN n % 2 = 0 THEN 'blue' ELSE 'grey' END), ARRAY['new']
FROM generate_series(1, 12) AS n;

INSERT INTO orders (customer_id, status, placed_at, note, tracking_code)
SELECT 1 + n % 10, (ARRAY['placed', 'paid', 'shipped']::order_status[])[1 + n % 3], timestamptz '2025-09-01' + n * interval '1 day', CASE WHEN n % 5 = 0 THEN 'Please ring twice' END, CASE WHEN n % 3 = 2 THEN format('TRACK-%s', n) END
FROM generate_series(1, 20) AS n;

INSERT INTO order_items (order_id, line, product_id, quantity, unit_price)
SELECT o.id, line, 1 + (o.id + line) % 12, 1 + line % 2, 9.90 FROM orders o, generate_series(1, 2) AS line;

INSERT INTO warehouses VALUES ('BER', 'Berlin', 'DE'), ('PRG', 'Prague', 'CZ');
INSERT INTO inventory SELECT w.code, p.id, 40, 2 FROM warehouses w, products p;
INSERT INTO stock_movements SELECT n, 'BER', 1 + n % 12, 5, 'delivery', timestamptz '2025-11-01' + n * interval '7 days' FROM generate_series(1, 14) AS n;
INSERT INTO reviews (product_id, customer_id, rating, title, published_at) SELECT 1 + n % 12, n, 1 + n % 5, 'As described', timestamptz '2025-10-01' FROM generate_series(1, 15) AS n;
INSERT INTO coupons (code, percent_off, valid_during) VALUES ('AUTUMN', 10, '[2025-09-01,2025-12-01)'), ('WELCOME', 5, '[2025-01-01,)');
INSERT INTO coupon_redemptions (coupon_id, order_id) SELECT c.id, 1 FROM coupons c WHERE c.code = 'AUTUMN';
INSERT INTO customer_addresses (customer_id, address) SELECT id, ROW('Long Street ' || id, 'Berlin', '10115', 'DE')::postal_address FROM customers WHERE id <= 10;
INSERT INTO refunds (order_id, amount, reason) VALUES (2, 9.90, 'damaged'), (4, 19.80, 'late');
