-- Tone by version, with what the program had proposed and what people made of
-- it; models learned on this machine; suggested summaries; revisions of facts.

-- +goose Up
ALTER TABLE tones ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tones ADD COLUMN proposed TEXT NOT NULL DEFAULT '';
ALTER TABLE tones ADD COLUMN field TEXT NOT NULL DEFAULT '';
ALTER TABLE tones ADD COLUMN span_start INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tones ADD COLUMN span_end INTEGER NOT NULL DEFAULT 0;

-- What a person said of a proposal, the same word included: the program is
-- measured by it and learns from it. The last word on a clipping counts.
CREATE TABLE tone_words (
    clipping TEXT NOT NULL,
    subject  TEXT NOT NULL,
    version  INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    proposed TEXT NOT NULL,
    tone     TEXT NOT NULL,
    who      TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (clipping, subject)
);
CREATE INDEX tone_words_at ON tone_words (at);

CREATE TABLE models (
    name    TEXT PRIMARY KEY,
    made    BIGINT NOT NULL,
    samples INTEGER NOT NULL,
    agrees  DOUBLE PRECISION NOT NULL,
    model   TEXT NOT NULL
);

-- A summary that another machine suggested: sentences of the clipping itself.
-- It goes nowhere until a person takes it.
CREATE TABLE summaries (
    clipping  TEXT PRIMARY KEY,
    version   INTEGER NOT NULL,
    state     TEXT NOT NULL,
    sentences TEXT NOT NULL,
    detail    TEXT NOT NULL,
    asked_by  TEXT NOT NULL,
    asked     BIGINT NOT NULL,
    who       TEXT NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX summaries_asked ON summaries (asked) WHERE state = 'czeka';

ALTER TABLE facts ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE facts DROP COLUMN revision;
DROP TABLE summaries;
DROP TABLE models;
DROP TABLE tone_words;
ALTER TABLE tones DROP COLUMN span_end;
ALTER TABLE tones DROP COLUMN span_start;
ALTER TABLE tones DROP COLUMN field;
ALTER TABLE tones DROP COLUMN proposed;
ALTER TABLE tones DROP COLUMN version;
