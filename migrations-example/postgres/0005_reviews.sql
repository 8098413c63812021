CREATE TABLE reviews (
    id            bigserial PRIMARY KEY,
    product_id    bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    customer_id   bigint REFERENCES customers (id) ON DELETE SET NULL,
    rating        smallint NOT NULL,
    title         varchar(120),
    body          text,
    published_at  timestamptz,
    CONSTRAINT reviews_rating_check CHECK (rating BETWEEN 1 AND 5)
);

-- A customer reviews a product once; reviews of people who left stay, without a name.
CREATE UNIQUE INDEX reviews_once_per_customer ON reviews (product_id, customer_id) WHERE customer_id IS NOT NULL;

COMMENT ON COLUMN reviews.published_at IS 'NULL while the review waits for moderation';
