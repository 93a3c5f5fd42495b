-- Whom a known order without identity turns out to belong to.
ALTER TABLE stage_match ADD COLUMN owner_id bigint;
