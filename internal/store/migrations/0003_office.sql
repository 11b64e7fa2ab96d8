-- What leaves the house, who works in it, and who did what.

-- +goose Up
CREATE TABLE notices (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    channel   TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject   TEXT NOT NULL,
    payload   BYTEA NOT NULL,
    thread    TEXT NOT NULL,
    made      BIGINT NOT NULL,
    next_at   BIGINT NOT NULL,
    sent_at   BIGINT NOT NULL,
    attempts  INTEGER NOT NULL,
    failed    BOOLEAN NOT NULL,
    error     TEXT NOT NULL,
    remote    TEXT NOT NULL
);
CREATE INDEX notices_due ON notices (next_at) WHERE sent_at = 0 AND NOT failed;
CREATE INDEX notices_made ON notices (made);

CREATE TABLE reviews (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    day         TEXT NOT NULL,
    issue       INTEGER NOT NULL,
    title       TEXT NOT NULL,
    verdict     TEXT NOT NULL,
    note        TEXT NOT NULL,
    state       TEXT NOT NULL,
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    made        BIGINT NOT NULL,
    send_at     BIGINT NOT NULL,
    waits       BOOLEAN NOT NULL,
    approved_at BIGINT NOT NULL,
    approved_by TEXT NOT NULL,
    locked_at   BIGINT NOT NULL,
    model       TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    UNIQUE (name, day, issue)
);
CREATE TABLE review_items (
    review   INTEGER NOT NULL REFERENCES reviews (id),
    story    TEXT NOT NULL,
    clipping TEXT NOT NULL,
    section  TEXT NOT NULL,
    place    INTEGER NOT NULL,
    title    TEXT NOT NULL,
    note     TEXT NOT NULL,
    action   TEXT NOT NULL,
    owner    TEXT NOT NULL,
    top      BOOLEAN NOT NULL,
    dropped  BOOLEAN NOT NULL,
    merged   TEXT NOT NULL,
    topics   TEXT NOT NULL,
    PRIMARY KEY (review, story)
);
CREATE TABLE receipts (
    key    TEXT NOT NULL,
    person TEXT NOT NULL,
    kind   TEXT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (key, person, kind)
);

CREATE TABLE people (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    post        TEXT NOT NULL,
    email       TEXT NOT NULL,
    slack       TEXT NOT NULL,
    role        TEXT NOT NULL,
    departments TEXT NOT NULL,
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    password    TEXT NOT NULL,
    disabled    BOOLEAN NOT NULL
);
CREATE TABLE sessions (
    token  TEXT PRIMARY KEY,
    data   BYTEA NOT NULL,
    expiry BIGINT NOT NULL
);
CREATE TABLE login_links (
    hash    TEXT PRIMARY KEY,
    person  TEXT NOT NULL REFERENCES people (id),
    made    BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used_at BIGINT NOT NULL
);
CREATE TABLE audit (
    id     INTEGER PRIMARY KEY,
    at     BIGINT NOT NULL,
    who    TEXT NOT NULL,
    what   TEXT NOT NULL,
    noun   TEXT NOT NULL,
    ref    TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_noun ON audit (noun, ref, at);
CREATE INDEX audit_at ON audit (at);

-- +goose Down
DROP TABLE audit;
DROP TABLE login_links;
DROP TABLE sessions;
DROP TABLE people;
DROP TABLE receipts;
DROP TABLE review_items;
DROP TABLE reviews;
DROP TABLE notices;
