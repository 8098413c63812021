-- Customers and how to reach them.
CREATE DOMAIN email_address AS text
    CONSTRAINT email_address_has_an_at CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');

CREATE TABLE customers (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email       email_address NOT NULL,
    full_name   text NOT NULL,
    phone       varchar(32),
    locale      char(5) NOT NULL DEFAULT 'en-GB',
    newsletter  boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- One account per address, however it is capitalised.
CREATE UNIQUE INDEX customers_email_key ON customers (lower(email));

COMMENT ON TABLE customers IS 'People who have an account in the shop';
COMMENT ON COLUMN customers.newsletter IS 'Consent to marketing mail; withdrawn by setting it to false';
