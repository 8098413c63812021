-- Roles belong to the whole server, where another database may have made them already.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_app') THEN
        CREATE ROLE shop_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_reporting') THEN
        CREATE ROLE shop_reporting NOLOGIN;
    END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO shop_app;
GRANT SELECT, INSERT, UPDATE ON customers, orders, order_items, reviews, coupon_redemptions TO shop_app;
GRANT SELECT ON categories, products, warehouses, inventory, coupons, public_reviews TO shop_app;
GRANT USAGE, SELECT ON SEQUENCE order_numbers TO shop_app;
GRANT DELETE ON order_items TO shop_app;

GRANT USAGE ON SCHEMA reporting TO shop_reporting;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO shop_reporting;
ALTER DEFAULT PRIVILEGES IN SCHEMA reporting GRANT SELECT ON TABLES TO shop_reporting;
