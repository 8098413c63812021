-- quiet: the usual exchange of an enum by rename
-- history
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TABLE shirt (id int PRIMARY KEY, size size DEFAULT 's');
-- seed
INSERT INTO shirt VALUES (1, 's'), (2, 'm');
-- proposal
ALTER TYPE size RENAME TO size_old;
CREATE TYPE size AS ENUM ('s', 'm', 'l');
ALTER TABLE shirt ALTER COLUMN size DROP DEFAULT;
ALTER TABLE shirt ALTER COLUMN size TYPE size USING size::text::size;
ALTER TABLE shirt ALTER COLUMN size SET DEFAULT 's';
DROP TYPE size_old;
