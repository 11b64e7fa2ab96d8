-- Subscriptions to hubs that push (WebSub, https://www.w3.org/TR/websub/): one
-- a source whose feed offers a hub. token is the secret part of our callback's
-- address, secret the key of the signatures. Instants in ms, 0: none.

-- +goose Up
CREATE TABLE subscriptions (
    source      TEXT PRIMARY KEY REFERENCES sources (id),
    hub         TEXT NOT NULL,
    topic       TEXT NOT NULL,
    token       TEXT NOT NULL UNIQUE,
    secret      TEXT NOT NULL,
    state       TEXT NOT NULL,            -- 'offered', 'asked', 'active', 'refused'
    next_at     BIGINT NOT NULL,          -- when the hub is to be asked (again)
    lease_until BIGINT NOT NULL DEFAULT 0,
    pushed_at   BIGINT NOT NULL DEFAULT 0,
    pushes      BIGINT NOT NULL DEFAULT 0,
    failures    BIGINT NOT NULL DEFAULT 0,
    detail      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX subscriptions_due ON subscriptions (next_at);

-- +goose Down
DROP TABLE subscriptions;
