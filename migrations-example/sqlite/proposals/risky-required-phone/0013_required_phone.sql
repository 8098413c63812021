-- Couriers ask for a number.
ALTER TABLE customers RENAME COLUMN phone TO phone_number;
ALTER TABLE customers ADD COLUMN phone_confirmed INTEGER NOT NULL DEFAULT 0;
UPDATE customers SET phone_number = '' WHERE phone_number IS NULL;
