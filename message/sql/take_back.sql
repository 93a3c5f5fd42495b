-- Failed messages that go back into the queue: it was the sender who was refused.
UPDATE message SET state = 0, claim = '', claimed_at = NULL, done_at = NULL, code = '', planned_at = CAST(@planned AS timestamptz)
WHERE campaign_id = CAST(@campaign AS bigint) AND state = 3 AND message_id IN (SELECT unnest(CAST(@ids AS bigint[])))
