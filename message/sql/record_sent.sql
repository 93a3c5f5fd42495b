-- Messages that the server accepted.
UPDATE message SET state = 2, done_at = CAST(@done AS timestamptz)
WHERE campaign_id = CAST(@campaign AS bigint) AND state = 1 AND message_id IN (SELECT unnest(CAST(@ids AS bigint[])))
