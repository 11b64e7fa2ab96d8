-- The address by which a clipping was fetched. Its url is its identity: made
-- canonical (https, no www.), it need not answer.

-- +goose Up
ALTER TABLE clippings ADD COLUMN link TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE clippings DROP COLUMN link;
