-- What matters and to whom: topics, hits, flags, facts, statements, tone.

-- +goose Up
CREATE TABLE topics (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    query       TEXT NOT NULL,
    owners      TEXT NOT NULL,
    departments TEXT NOT NULL,
    severity    INTEGER NOT NULL,
    channels    TEXT NOT NULL,
    section     TEXT NOT NULL,
    paused      BOOLEAN NOT NULL,
    origin      TEXT NOT NULL,
    revision    INTEGER NOT NULL
);
CREATE TABLE topic_history (
    topic    TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at       BIGINT NOT NULL,
    who      TEXT NOT NULL,
    topic_as TEXT NOT NULL,
    PRIMARY KEY (topic, revision)
);

-- The first clipping of a story that a topic fires on: what an alert is for.
CREATE TABLE hits (
    topic    TEXT NOT NULL,
    story    TEXT NOT NULL,
    clipping TEXT NOT NULL,
    version  INTEGER NOT NULL,
    at       BIGINT NOT NULL,
    spans    TEXT NOT NULL,
    words    TEXT NOT NULL,
    thumb    INTEGER NOT NULL,
    PRIMARY KEY (topic, story)
);
CREATE INDEX hits_story ON hits (story);
CREATE INDEX hits_at ON hits (at);

-- Every clipping that a topic fires on, as its newest version reads.
CREATE TABLE mentions (
    topic    TEXT NOT NULL,
    clipping TEXT NOT NULL,
    story    TEXT NOT NULL,
    version  INTEGER NOT NULL,
    at       BIGINT NOT NULL,
    spans    TEXT NOT NULL,
    words    TEXT NOT NULL,
    PRIMARY KEY (clipping, topic)
);
CREATE INDEX mentions_topic ON mentions (topic, clipping);

CREATE TABLE flags (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    clipping   TEXT NOT NULL,
    version    INTEGER NOT NULL,
    fact       TEXT NOT NULL,
    quote      TEXT NOT NULL,
    field      TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    sentence   TEXT NOT NULL,
    expected   TEXT NOT NULL,
    why        TEXT NOT NULL,
    remedy     TEXT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    who        TEXT NOT NULL,
    made       BIGINT NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX flags_clipping ON flags (clipping);
CREATE INDEX flags_state ON flags (state, made);

CREATE TABLE facts (
    id      TEXT PRIMARY KEY,
    fact_as TEXT NOT NULL,
    origin  TEXT NOT NULL,
    who     TEXT NOT NULL,
    at      BIGINT NOT NULL
);

CREATE TABLE statements (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    title    TEXT NOT NULL,
    text     TEXT NOT NULL,
    speaker  TEXT NOT NULL,
    said_at  BIGINT NOT NULL,
    state    TEXT NOT NULL,
    approved TEXT NOT NULL,
    revision INTEGER NOT NULL,
    who      TEXT NOT NULL,
    at       BIGINT NOT NULL
);
CREATE TABLE statement_history (
    statement    TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    at           BIGINT NOT NULL,
    who          TEXT NOT NULL,
    statement_as TEXT NOT NULL,
    PRIMARY KEY (statement, revision)
);

-- Tone towards a subject ("miasto", "kierownictwo", a unit); what a person
-- says (who <> '') wins over what the program thinks.
CREATE TABLE tones (
    clipping TEXT NOT NULL,
    subject  TEXT NOT NULL,
    tone     TEXT NOT NULL,
    sentence TEXT NOT NULL,
    score    DOUBLE PRECISION NOT NULL,
    who      TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (clipping, subject)
);

-- What one person keeps about one clipping.
CREATE TABLE marks (
    person   TEXT NOT NULL,
    clipping TEXT NOT NULL,
    is_read  BOOLEAN NOT NULL,
    starred  BOOLEAN NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (person, clipping)
);

-- +goose Down
DROP TABLE marks;
DROP TABLE tones;
DROP TABLE statement_history;
DROP TABLE statements;
DROP TABLE facts;
DROP TABLE flags;
DROP TABLE mentions;
DROP TABLE hits;
DROP TABLE topic_history;
DROP TABLE topics;
