-- What came in on a day is counted from an index alone: an import can put a
-- hundred thousand clippings into one day.

-- +goose Up
DROP INDEX clippings_found;
CREATE INDEX clippings_found ON clippings (found, id, outlet, story);
CREATE INDEX notices_failed ON notices (made) WHERE failed;

-- +goose Down
DROP INDEX notices_failed;
DROP INDEX clippings_found;
CREATE INDEX clippings_found ON clippings (found);
