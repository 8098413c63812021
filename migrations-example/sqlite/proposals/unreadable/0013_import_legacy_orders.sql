-- Written for another database and the shell: SQLite refuses it, and nobody can say from the text what it would do.
.read legacy/orders.sql
ALTER TABLE orders ALTER COLUMN note TYPE TEXT USING trim(note);
TRUNCATE TABLE stock_ledger RESTART IDENTITY;
