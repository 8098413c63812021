-- quiet: one UPDATE exchanges two columns
-- history
CREATE TABLE pair (id int PRIMARY KEY, a text, b text);
-- seed
INSERT INTO pair VALUES (1, 'left', 'right');
-- proposal
UPDATE pair SET a = b, b = a;
