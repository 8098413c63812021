-- Prices as whole cents, so that nobody adds up floating point by mistake.
ALTER TABLE products ALTER COLUMN price TYPE bigint USING (price * 100)::bigint;
ALTER TABLE products ALTER COLUMN sku TYPE varchar(20);
