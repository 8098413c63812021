-- Notes live in the order service now.
ALTER TABLE orders DROP COLUMN note;
