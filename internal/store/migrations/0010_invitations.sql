-- Whom the office asked to come to an event of a case, what they answered and
-- who came; and the letters that went to them.

-- +goose Up
INSERT INTO counters (name, n) VALUES ('invitation', 0), ('mailing', 0);

CREATE TABLE invitations (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    outlet   TEXT NOT NULL,
    name     TEXT NOT NULL,
    email    TEXT NOT NULL,
    made     BIGINT NOT NULL,
    answer   TEXT NOT NULL,
    people   INTEGER NOT NULL,
    remark   TEXT NOT NULL,
    answered BIGINT NOT NULL,
    came     INTEGER NOT NULL
);
CREATE INDEX invitations_case ON invitations (case_id, id);
CREATE UNIQUE INDEX invitations_email ON invitations (case_id, email) WHERE email <> '';

-- A letter that goes to several people of a case, with a calendar entry. The
-- desk makes a notice of it for each of them.
CREATE TABLE mailings (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    subject  TEXT NOT NULL,
    body     TEXT NOT NULL,
    calendar BYTEA NOT NULL,
    made     BIGINT NOT NULL,
    who      TEXT NOT NULL,
    queued   BIGINT NOT NULL
);
CREATE INDEX mailings_case ON mailings (case_id, id);
CREATE INDEX mailings_waiting ON mailings (id) WHERE queued = 0;
CREATE TABLE mailing_people (
    mailing    INTEGER NOT NULL REFERENCES mailings (id),
    invitation INTEGER NOT NULL REFERENCES invitations (id),
    PRIMARY KEY (mailing, invitation)
);

-- +goose Down
DROP TABLE mailing_people;
DROP TABLE mailings;
DROP TABLE invitations;
DELETE FROM counters WHERE name IN ('invitation', 'mailing');
