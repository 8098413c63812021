-- quiet: a wider enum takes every label
-- history
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TYPE wide_size AS ENUM ('s', 'm', 'l');
CREATE TABLE shirt (id int PRIMARY KEY, size size);
-- seed
INSERT INTO shirt VALUES (1, 's'), (2, 'm');
-- proposal
ALTER TABLE shirt ALTER COLUMN size TYPE wide_size USING size::text::wide_size;
