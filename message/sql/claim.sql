-- Take due messages of a campaign into this process's hands.
UPDATE message SET state = 1, claim = @claim, claimed_at = CAST(@claimed AS timestamptz)
WHERE campaign_id = CAST(@campaign AS bigint) AND state = 0 AND message_id IN (
  SELECT w.message_id FROM message AS w
  WHERE w.campaign_id = CAST(@campaign AS bigint) AND w.state = 0 AND w.planned_at <= CAST(@claimed AS timestamptz)
  ORDER BY w.message_id ASC NULLS LAST LIMIT CAST(@batch AS bigint))
RETURNING customer_id, message_id, arm_no, stage, stage_since, attempts
