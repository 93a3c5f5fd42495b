-- Queued messages become due at once.
UPDATE message SET planned_at = CAST(@planned AS timestamptz)
WHERE campaign_id = CAST(@campaign AS bigint) AND state = 0 AND planned_at > CAST(@planned AS timestamptz)
  AND message_id IN (SELECT unnest(CAST(@ids AS bigint[])))
