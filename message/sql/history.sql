-- What was said to a customer, what she did with it, and what was held back from her, newest first.
SELECT h.kind, h.campaign_id, h.message_id, h.arm_no, h.state, h.happened_at, h.code, h.phase, h.reason
FROM (
  SELECT 'message' AS kind, campaign_id, message_id, arm_no, state, coalesce(done_at, claimed_at, planned_at) AS happened_at, code,
         '' AS phase, '' AS reason, '' AS event_id
  FROM message WHERE customer_id = CAST(@customer AS bigint)
  UNION ALL
  SELECT e.kind, e.campaign_id, e.message_id, m.arm_no, m.state, e.occurred_at, '', '', '', e.event_id
  FROM message_event AS e JOIN message AS m ON m.customer_id = e.customer_id AND m.message_id = e.message_id
  WHERE e.customer_id = CAST(@customer AS bigint)
  UNION ALL
  SELECT 'verdict', campaign_id, CAST(0 AS bigint), CAST(0 AS smallint), CAST(0 AS smallint), decided_at, '', phase, reason, ''
  FROM gate_verdict WHERE customer_id = CAST(@customer AS bigint) AND NOT passed
) AS h
WHERE h.happened_at < CAST(@until AS timestamptz)
ORDER BY h.happened_at DESC NULLS LAST, h.message_id DESC NULLS LAST, h.event_id DESC NULLS LAST, h.campaign_id DESC NULLS LAST, h.phase ASC NULLS LAST
