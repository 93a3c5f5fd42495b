-- Differs from claim.sql because several processes claim at once and must not wait for each other.
WITH due AS MATERIALIZED (
  SELECT w.customer_id, w.message_id FROM message AS w
  WHERE w.campaign_id = CAST(@campaign AS bigint) AND w.state = 0 AND w.planned_at <= CAST(@claimed AS timestamptz)
    AND w.message_id IN (SELECT unnest(CAST(@ids AS bigint[]))) FOR UPDATE SKIP LOCKED
)
UPDATE message AS m SET state = 1, claim = @claim, claimed_at = CAST(@claimed AS timestamptz)
FROM due WHERE m.customer_id = due.customer_id AND m.message_id = due.message_id
RETURNING m.message_id, m.attempts
