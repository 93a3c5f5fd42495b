-- One queued message for every recipient who has none of the campaign and whom the gate passed. Arm 0 is the control and gets none.
INSERT INTO message (customer_id, message_id, campaign_id, arm_no, channel, purpose, stage, stage_since, bucket, state, attempts,
                     planned_at, claimed_at, claim, done_at, code, cost_minor)
SELECT r.customer_id, CAST(@box_first AS bigint) - 1 + row_number() OVER (ORDER BY r.customer_id ASC NULLS LAST),
       CAST(@box_campaign AS bigint), CAST(r.arm_no AS smallint), @box_channel, @box_purpose, r.stage, v.stage_since,
       CAST(r.customer_id % 16 AS smallint), 0, 0, CAST(@box_planned AS timestamptz), NULL, '', NULL, '', CAST(@box_cost AS bigint)
FROM (SELECT q.customer_id, min(q.arm_no) AS arm_no, min(q.stage) AS stage
      FROM {{recipient: customer_id bigint, arm_no integer, stage varchar}} AS q
      WHERE q.arm_no > 0 GROUP BY q.customer_id) AS r
JOIN (SELECT customer_id, stage_since FROM gate_verdict
      WHERE campaign_id = CAST(@box_campaign AS bigint) AND phase = 'plan' AND passed) AS v ON v.customer_id = r.customer_id
WHERE NOT EXISTS (SELECT 1 FROM message AS m WHERE m.customer_id = r.customer_id AND m.campaign_id = CAST(@box_campaign AS bigint))
