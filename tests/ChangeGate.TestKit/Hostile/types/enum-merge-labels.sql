-- loss: two labels become one
-- history
CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE TYPE few AS ENUM ('s', 'm');
CREATE TABLE shirt (id int PRIMARY KEY, size size);
-- seed
INSERT INTO shirt VALUES (1, 's'), (2, 'm'), (3, 'l');
-- proposal
ALTER TABLE shirt ALTER COLUMN size TYPE few USING CASE WHEN size = 'l' THEN 'm' ELSE size::text END::few;
