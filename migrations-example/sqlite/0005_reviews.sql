CREATE TABLE reviews (
    id            INTEGER PRIMARY KEY,
    product_id    INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    customer_id   INTEGER REFERENCES customers (id) ON DELETE SET NULL,
    rating        SMALLINT NOT NULL CHECK (rating BETWEEN 1 AND 5),
    title         VARCHAR(120),
    body          TEXT,
    published_at  TEXT
);

-- A customer reviews a product once; reviews of people who left stay, without a name.
CREATE UNIQUE INDEX reviews_once_per_customer ON reviews (product_id, customer_id) WHERE customer_id IS NOT NULL;
