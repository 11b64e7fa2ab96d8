-- The monitoring half: who is read, what was fetched, and the log of versions.
-- Only SQL that SQLite and PostgreSQL share. Times are unix milliseconds, 0 is
-- "never"; lists and records that are never searched by are JSON text.

-- +goose Up
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    n    BIGINT NOT NULL
);
INSERT INTO counters (name, n) VALUES ('log', 0), ('page', 0), ('notice', 0), ('review', 0), ('audit', 0), ('incident', 0);

CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    seq  BIGINT NOT NULL,
    at   BIGINT NOT NULL
);

CREATE TABLE outlets (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    home      TEXT NOT NULL,
    medium    TEXT NOT NULL,
    class     TEXT NOT NULL,
    tier      INTEGER NOT NULL,
    licence   TEXT NOT NULL,
    region    TEXT NOT NULL,
    publisher TEXT NOT NULL,
    editor    TEXT NOT NULL,
    address   TEXT NOT NULL,
    email     TEXT NOT NULL,
    phone     TEXT NOT NULL,
    note      TEXT NOT NULL
);

CREATE TABLE sources (
    id         TEXT PRIMARY KEY,
    outlet     TEXT NOT NULL REFERENCES outlets (id),
    kind       TEXT NOT NULL,
    url        TEXT NOT NULL,
    every_min  BIGINT NOT NULL,
    every_max  BIGINT NOT NULL,
    recipe     TEXT NOT NULL,
    params     TEXT NOT NULL,
    paused     BOOLEAN NOT NULL,
    active     BOOLEAN NOT NULL,
    state      TEXT NOT NULL,
    spacing    BIGINT NOT NULL,
    next_at    BIGINT NOT NULL,
    checked_at BIGINT NOT NULL,
    ok_at      BIGINT NOT NULL,
    fresh_at   BIGINT NOT NULL,
    trouble    TEXT NOT NULL,
    detail     TEXT NOT NULL,
    failures   INTEGER NOT NULL,
    items      INTEGER NOT NULL,
    fresh      INTEGER NOT NULL
);
CREATE INDEX sources_due ON sources (next_at);

CREATE TABLE checks (
    source  TEXT NOT NULL,
    at      BIGINT NOT NULL,
    took    BIGINT NOT NULL,
    items   INTEGER NOT NULL,
    fresh   INTEGER NOT NULL,
    trouble TEXT NOT NULL,
    PRIMARY KEY (source, at)
);

CREATE TABLE incidents (
    id      INTEGER PRIMARY KEY,
    source  TEXT NOT NULL,
    trouble TEXT NOT NULL,
    detail  TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at   BIGINT NOT NULL
);
CREATE INDEX incidents_source ON incidents (source, from_at);

CREATE TABLE raws (
    sha256 TEXT PRIMARY KEY,
    size   BIGINT NOT NULL,
    body   BYTEA NOT NULL
);

CREATE TABLE pages (
    id         INTEGER PRIMARY KEY,
    url        TEXT NOT NULL UNIQUE,
    host       TEXT NOT NULL,
    source     TEXT NOT NULL,
    outlet     TEXT NOT NULL,
    item       TEXT NOT NULL,
    state      TEXT NOT NULL,
    trouble    TEXT NOT NULL,
    detail     TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    visits     INTEGER NOT NULL,
    next_at    BIGINT NOT NULL,
    found_at   BIGINT NOT NULL,
    fetched_at BIGINT NOT NULL,
    final_url  TEXT NOT NULL,
    status     INTEGER NOT NULL,
    type       TEXT NOT NULL,
    etag       TEXT NOT NULL,
    modified   TEXT NOT NULL,
    truncated  BOOLEAN NOT NULL,
    sha256     TEXT NOT NULL,
    clipping   TEXT NOT NULL
);
CREATE INDEX pages_due ON pages (next_at) WHERE next_at > 0;
CREATE INDEX pages_state ON pages (state, fetched_at) WHERE state <> 'read';
CREATE INDEX pages_source ON pages (source, found_at);
CREATE INDEX pages_clipping ON pages (clipping) WHERE clipping <> '';
CREATE INDEX pages_sha256 ON pages (sha256) WHERE sha256 <> '';

CREATE TABLE stories (
    id       TEXT PRIMARY KEY,
    title    TEXT NOT NULL,
    lead     TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    size     INTEGER NOT NULL,
    outlets  INTEGER NOT NULL
);
CREATE INDEX stories_last ON stories (last_at);

CREATE TABLE clippings (
    id        TEXT PRIMARY KEY,
    url       TEXT NOT NULL UNIQUE,
    outlet    TEXT NOT NULL REFERENCES outlets (id),
    source    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    title     TEXT NOT NULL,
    lead      TEXT NOT NULL,
    author    TEXT NOT NULL,
    agency    TEXT NOT NULL,
    paid      BOOLEAN NOT NULL,
    published BIGINT NOT NULL,
    modified  BIGINT NOT NULL,
    found     BIGINT NOT NULL,
    version   INTEGER NOT NULL,
    seq       BIGINT NOT NULL,
    gone      BOOLEAN NOT NULL,
    post      TEXT NOT NULL,
    media     TEXT NOT NULL,
    ref       TEXT NOT NULL,
    story     TEXT NOT NULL REFERENCES stories (id),
    copy_of   TEXT NOT NULL,
    share     DOUBLE PRECISION NOT NULL,
    why       TEXT NOT NULL
);
CREATE INDEX clippings_found ON clippings (found);
CREATE INDEX clippings_story ON clippings (story);
CREATE INDEX clippings_outlet ON clippings (outlet, id);
CREATE INDEX clippings_source ON clippings (source, published);
CREATE INDEX clippings_ref ON clippings (ref) WHERE ref <> '';

CREATE TABLE versions (
    seq      INTEGER PRIMARY KEY,
    clipping TEXT NOT NULL REFERENCES clippings (id),
    n        INTEGER NOT NULL,
    at       BIGINT NOT NULL,
    title    TEXT NOT NULL,
    lead     TEXT NOT NULL,
    text     TEXT NOT NULL,
    author   TEXT NOT NULL,
    modified BIGINT NOT NULL,
    sha256   TEXT NOT NULL,
    matters  BOOLEAN NOT NULL,
    what     TEXT NOT NULL,
    gone     BOOLEAN NOT NULL,
    UNIQUE (clipping, n)
);
CREATE INDEX versions_sha256 ON versions (sha256) WHERE sha256 <> '';
CREATE INDEX versions_edits ON versions (at) WHERE n > 1;

-- A touch asks the index to take a clipping again although its text has not
-- changed: its topics, tone or state have. It has its place in the same log.
CREATE TABLE touches (
    seq      INTEGER PRIMARY KEY,
    clipping TEXT NOT NULL REFERENCES clippings (id)
);

-- +goose Down
DROP TABLE touches;
DROP TABLE versions;
DROP TABLE clippings;
DROP TABLE stories;
DROP TABLE pages;
DROP TABLE raws;
DROP TABLE incidents;
DROP TABLE checks;
DROP TABLE sources;
DROP TABLE outlets;
DROP TABLE cursors;
DROP TABLE counters;
