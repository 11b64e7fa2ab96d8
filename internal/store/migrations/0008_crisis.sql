-- The crisis room, the regular reports, and who took up our releases.

-- +goose Up
INSERT INTO counters (name, n) VALUES ('crisis', 0), ('crisislog', 0), ('report', 0);

-- A room keeps the plan as it read when the room was opened: a scenario that
-- is changed later does not change what people were told to do.
CREATE TABLE crises (
    id       INTEGER PRIMARY KEY,
    title    TEXT NOT NULL,
    scenario TEXT NOT NULL,
    plan     TEXT NOT NULL,
    story    TEXT NOT NULL,
    topic    TEXT NOT NULL,
    opened   BIGINT NOT NULL,
    closed   BIGINT NOT NULL,
    who      TEXT NOT NULL
);
CREATE INDEX crises_open ON crises (opened) WHERE closed = 0;
CREATE INDEX crises_story ON crises (story) WHERE story <> '';

-- Everything that happens in a room, never changed and never deleted: what is
-- done, and what is taken back, are lines of their own.
CREATE TABLE crisis_log (
    id     INTEGER PRIMARY KEY,
    crisis INTEGER NOT NULL REFERENCES crises (id),
    at     BIGINT NOT NULL,
    made   BIGINT NOT NULL,
    who    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    ref    TEXT NOT NULL,
    text   TEXT NOT NULL,
    owner  TEXT NOT NULL,
    due    BIGINT NOT NULL
);
CREATE INDEX crisis_log_crisis ON crisis_log (crisis, id);

-- Reports as they were sent; model is JSON of press.Report.
CREATE TABLE reports (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day   TEXT NOT NULL,
    made     BIGINT NOT NULL,
    model    TEXT NOT NULL,
    UNIQUE (name, from_day)
);

-- Which clippings use the words of a text of ours.
CREATE TABLE pickups (
    statement TEXT NOT NULL,
    clipping  TEXT NOT NULL,
    outlet    TEXT NOT NULL,
    at        BIGINT NOT NULL,
    share     DOUBLE PRECISION NOT NULL,
    words     INTEGER NOT NULL,
    passage   TEXT NOT NULL,
    PRIMARY KEY (statement, clipping)
);
CREATE INDEX pickups_clipping ON pickups (clipping);
CREATE INDEX pickups_at ON pickups (at);

-- In which wording a text of ours was held against what had already come.
CREATE TABLE pickup_scans (
    statement TEXT PRIMARY KEY,
    revision  INTEGER NOT NULL
);

-- +goose Down
DROP TABLE pickup_scans;
DROP TABLE pickups;
DROP TABLE reports;
DROP TABLE crisis_log;
DROP TABLE crises;
DELETE FROM counters WHERE name IN ('crisis', 'crisislog', 'report');
