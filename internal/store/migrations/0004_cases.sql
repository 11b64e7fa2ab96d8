-- The office half: cases, their history, signs, attachments, links, classes.

-- +goose Up
INSERT INTO counters (name, n) VALUES ('case', 0), ('change', 0), ('attachment', 0);

CREATE TABLE cases (
    id       INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    sign     TEXT NOT NULL,
    title    TEXT NOT NULL,
    status   TEXT NOT NULL,
    fields   TEXT NOT NULL,
    words    TEXT NOT NULL,
    opened   BIGINT NOT NULL,
    closed   BIGINT NOT NULL,
    owner    TEXT NOT NULL,
    revision INTEGER NOT NULL
);
CREATE INDEX cases_register ON cases (register, id);
CREATE INDEX cases_open ON cases (closed) WHERE closed = 0;
CREATE UNIQUE INDEX cases_sign ON cases (sign) WHERE sign <> '';

-- Numbers of a spis spraw: one cell, class, sub-series and year. A number
-- belongs to one case for ever; a case that is void keeps it.
CREATE TABLE signs (
    series   TEXT NOT NULL,
    number   INTEGER NOT NULL,
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    PRIMARY KEY (series, number)
);

-- What happened to a case, never changed and never deleted.
CREATE TABLE case_changes (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at      BIGINT NOT NULL,
    who     TEXT NOT NULL,
    what    TEXT NOT NULL,
    detail  TEXT NOT NULL
);
CREATE INDEX case_changes_case ON case_changes (case_id, id);

CREATE TABLE attachments (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    name    TEXT NOT NULL,
    type    TEXT NOT NULL,
    size    BIGINT NOT NULL,
    sha256  TEXT NOT NULL,
    body    BYTEA NOT NULL,
    at      BIGINT NOT NULL,
    who     TEXT NOT NULL
);
CREATE INDEX attachments_case ON attachments (case_id, id);

-- Links from a case to a clipping, story, flag, statement or another case.
CREATE TABLE links (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    noun    TEXT NOT NULL,
    ref     TEXT NOT NULL,
    at      BIGINT NOT NULL,
    who     TEXT NOT NULL,
    PRIMARY KEY (case_id, noun, ref)
);
CREATE INDEX links_ref ON links (noun, ref);

-- JRWA classes, imported by the office; the program ships none as facts.
CREATE TABLE classes (
    symbol    TEXT PRIMARY KEY,
    title     TEXT NOT NULL,
    category  TEXT NOT NULL,
    elsewhere TEXT NOT NULL,
    note      TEXT NOT NULL,
    confirmed BOOLEAN NOT NULL
);

-- Journalists of the media directory, and when the office dealt with them.
CREATE TABLE journalists (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    outlet  TEXT NOT NULL,
    post    TEXT NOT NULL,
    email   TEXT NOT NULL,
    phone   TEXT NOT NULL,
    note    TEXT NOT NULL
);

-- +goose Down
DROP TABLE journalists;
DROP TABLE classes;
DROP TABLE links;
DROP TABLE attachments;
DROP TABLE case_changes;
DROP TABLE signs;
DROP TABLE cases;
