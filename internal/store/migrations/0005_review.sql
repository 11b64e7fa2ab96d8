-- The review's editor: our words apart from the outlet's, why an item stands
-- where it stands, and what recipients may do without logging in.

-- +goose Up
ALTER TABLE review_items ADD COLUMN quote TEXT NOT NULL DEFAULT '';
ALTER TABLE review_items ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE review_items ADD COLUMN weight DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE review_items ADD COLUMN reasons TEXT NOT NULL DEFAULT '';

-- Keys that the house makes for itself and shows to nobody.
CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value BYTEA NOT NULL
);

-- Who does not want a review for the time being.
CREATE TABLE pauses (
    person TEXT NOT NULL,
    review TEXT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, review)
);

-- +goose Down
DROP TABLE pauses;
DROP TABLE secrets;
ALTER TABLE review_items DROP COLUMN reasons;
ALTER TABLE review_items DROP COLUMN weight;
ALTER TABLE review_items DROP COLUMN why;
ALTER TABLE review_items DROP COLUMN quote;
