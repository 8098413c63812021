-- Notes of the support team. The team wrote the way back itself: see the .down.sql beside.
SET lock_timeout = '3s';

ALTER TABLE customers ADD COLUMN support_note text;
COMMENT ON COLUMN customers.support_note IS 'Written by support, never shown to the customer';
