ALTER TABLE customers DROP COLUMN support_note;
