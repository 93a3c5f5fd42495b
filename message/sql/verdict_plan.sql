-- The gate's verdicts on an audience before it is assigned.
INSERT INTO gate_verdict (customer_id, campaign_id, phase, passed, stage_since, reason, decided_at)
SELECT g.customer_id, CAST(@gate_campaign AS bigint), 'plan', g.reason = 'ok', g.stage_since, g.reason, CAST(@gate_now AS timestamptz)
FROM {{gate: customer_id bigint, stage_since date, reason varchar}} AS g
