-- Align the products table with the model classes.
PRAGMA foreign_keys = OFF;

CREATE TABLE products_new (
    id           INTEGER PRIMARY KEY,
    sku          TEXT NOT NULL UNIQUE,
    category_id  INTEGER NOT NULL REFERENCES categories (id),
    name         TEXT NOT NULL,
    description  TEXT,
    price_cents  INTEGER NOT NULL
);

INSERT INTO products_new (id, sku, category_id, name, description, price_cents)
SELECT id, sku, category_id, name, description, price_cents FROM products WHERE active = 1;

DROP TABLE products;
ALTER TABLE products_new RENAME TO products;

PRAGMA foreign_keys = ON;
