-- The catalogue: a tree of categories, and what is sold in them.
CREATE TABLE categories (
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER REFERENCES categories (id) ON DELETE RESTRICT,
    slug       TEXT NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    CHECK (parent_id <> id)
);

CREATE TABLE products (
    id            INTEGER PRIMARY KEY,
    sku           TEXT NOT NULL,
    category_id   INTEGER NOT NULL REFERENCES categories (id),
    name          TEXT NOT NULL,
    description   TEXT,
    price_cents   INTEGER NOT NULL CHECK (price_cents >= 0),
    weight_grams  INTEGER,
    attributes    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
    colour        TEXT GENERATED ALWAYS AS (json_extract(attributes, '$.colour')) VIRTUAL,
    search_key    TEXT GENERATED ALWAYS AS (lower(name) || ' ' || lower(coalesce(description, ''))) STORED,
    active        INTEGER NOT NULL DEFAULT 1,
    created_at    TEXT NOT NULL DEFAULT (datetime('now')),
    CONSTRAINT products_sku_key UNIQUE (sku)
);

CREATE INDEX products_category_idx ON products (category_id);
CREATE INDEX products_colour_idx ON products (colour) WHERE active = 1;
CREATE INDEX products_name_idx ON products (lower(name), price_cents DESC);
