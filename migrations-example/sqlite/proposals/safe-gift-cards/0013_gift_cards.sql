-- Gift cards: two new tables; nothing that exists is touched.
CREATE TABLE gift_cards (
    id             INTEGER PRIMARY KEY,
    code           TEXT NOT NULL UNIQUE,
    balance_cents  INTEGER NOT NULL CHECK (balance_cents >= 0),
    expires_on     TEXT
);

CREATE TABLE gift_card_uses (
    gift_card_id  INTEGER NOT NULL REFERENCES gift_cards (id),
    used_at       TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (gift_card_id, used_at)
) WITHOUT ROWID;
