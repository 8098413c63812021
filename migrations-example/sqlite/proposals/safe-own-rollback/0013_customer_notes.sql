-- Notes of the support team. The team wrote the way back itself: see the .down.sql beside.
ALTER TABLE customers ADD COLUMN support_note TEXT;
