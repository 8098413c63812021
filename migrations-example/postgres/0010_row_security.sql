-- The application says whom it acts for; it sees no other customer's orders, even by mistake.
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;

CREATE POLICY orders_of_the_customer ON orders
    FOR ALL TO shop_app
    USING (customer_id = current_setting('shop.customer_id', true)::bigint)
    WITH CHECK (customer_id = current_setting('shop.customer_id', true)::bigint);

ALTER TABLE reviews ENABLE ROW LEVEL SECURITY;

CREATE POLICY reviews_are_public ON reviews FOR SELECT USING (published_at IS NOT NULL);
CREATE POLICY reviews_by_their_author ON reviews FOR INSERT TO shop_app
    WITH CHECK (customer_id = current_setting('shop.customer_id', true)::bigint);
