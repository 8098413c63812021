-- Customers without a single order, older than three years.
DELETE FROM customer_addresses
WHERE customer_id NOT IN (SELECT customer_id FROM orders);

DELETE FROM customers c
WHERE c.created_at < now() - interval '3 years'
  AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id);
