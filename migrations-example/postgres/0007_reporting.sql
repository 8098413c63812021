CREATE SCHEMA reporting;

CREATE VIEW reporting.order_totals AS
SELECT o.id AS order_id, o.number, o.customer_id, o.status, o.currency, sum(i.total) AS total, count(*) AS lines
FROM orders o
JOIN order_items i ON i.order_id = o.id
GROUP BY o.id, o.number, o.customer_id, o.status, o.currency;

CREATE MATERIALIZED VIEW reporting.daily_revenue AS
SELECT date_trunc('day', o.placed_at) AS day, o.currency, sum(i.total) AS revenue
FROM orders o
JOIN order_items i ON i.order_id = o.id
WHERE o.status IN ('paid', 'shipped')
GROUP BY 1, 2;

-- REFRESH … CONCURRENTLY needs it.
CREATE UNIQUE INDEX daily_revenue_day_key ON reporting.daily_revenue (day, currency);

CREATE VIEW public_reviews (product_id, rating, title, body, author) AS
SELECT r.product_id, r.rating, r.title, r.body, coalesce(c.full_name, 'a former customer')
FROM reviews r
LEFT JOIN customers c ON c.id = r.customer_id
WHERE r.published_at IS NOT NULL;

COMMENT ON VIEW reporting.order_totals IS 'What each order comes to, before discounts';
