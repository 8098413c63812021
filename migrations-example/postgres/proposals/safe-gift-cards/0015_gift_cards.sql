-- Gift cards: two new tables and a nullable column; nothing that exists is held up.
CREATE TABLE gift_cards (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    code        varchar(24) NOT NULL UNIQUE,
    balance     numeric(10,2) NOT NULL CHECK (balance >= 0),
    expires_on  date
);

CREATE TABLE gift_card_uses (
    gift_card_id  uuid NOT NULL REFERENCES gift_cards (id),
    used_at       timestamptz NOT NULL DEFAULT now(),
    amount        numeric(10,2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (gift_card_id, used_at)
);

COMMENT ON TABLE gift_cards IS 'Prepaid credit, redeemable until it expires';
