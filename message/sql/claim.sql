-- Take named messages of a campaign into this process's hands, as far as they still wait and are due.
UPDATE message SET state = 1, claim = @claim, claimed_at = CAST(@claimed AS timestamptz)
WHERE campaign_id = CAST(@campaign AS bigint) AND state = 0 AND planned_at <= CAST(@claimed AS timestamptz)
  AND message_id IN (SELECT unnest(CAST(@ids AS bigint[])))
RETURNING message_id, attempts
