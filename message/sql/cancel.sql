-- Take everything of a campaign out of the queue.
UPDATE message SET state = 5, done_at = CAST(@done AS timestamptz) WHERE campaign_id = CAST(@campaign AS bigint) AND state = 0
