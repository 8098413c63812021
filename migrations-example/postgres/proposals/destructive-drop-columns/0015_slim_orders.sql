-- Notes and tracking codes live in the order service now.
ALTER TABLE orders
    DROP COLUMN note,
    DROP COLUMN tracking_code;
