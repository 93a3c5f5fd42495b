-- How many customers the gate passed or held back, by reason.
SELECT reason, count(*) AS customers FROM gate_verdict
WHERE campaign_id = CAST(@campaign AS bigint) AND phase = @phase
GROUP BY reason ORDER BY customers DESC NULLS LAST, reason ASC NULLS LAST
