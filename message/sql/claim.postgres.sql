-- Differs from claim.sql because several processes claim at once and must not wait for each other.
UPDATE message SET state = 1, claim = @claim, claimed_at = CAST(@claimed AS timestamptz)
WHERE (customer_id, message_id) IN (
  SELECT w.customer_id, w.message_id FROM message AS w
  WHERE w.campaign_id = CAST(@campaign AS bigint) AND w.state = 0 AND w.planned_at <= CAST(@claimed AS timestamptz)
  ORDER BY w.message_id ASC NULLS LAST LIMIT CAST(@batch AS bigint) FOR UPDATE SKIP LOCKED)
RETURNING customer_id, message_id, arm_no, stage, stage_since, attempts
