-- Publications that a person files: where they stand in print or on air, and
-- scans and recordings of them.

-- +goose Up
INSERT INTO counters (name, n) VALUES ('scan', 0);
ALTER TABLE clippings ADD COLUMN place TEXT NOT NULL DEFAULT '';
CREATE TABLE scans (
    id     INTEGER PRIMARY KEY,
    page   INTEGER NOT NULL REFERENCES pages (id),
    name   TEXT NOT NULL,
    type   TEXT NOT NULL,
    size   BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    at     BIGINT NOT NULL,
    who    TEXT NOT NULL,
    body   BYTEA NOT NULL
);
CREATE INDEX scans_page ON scans (page, id);

-- +goose Down
DROP TABLE scans;
ALTER TABLE clippings DROP COLUMN place;
DELETE FROM counters WHERE name = 'scan';
