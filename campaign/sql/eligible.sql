-- Whom the gate let pass, with their stage as of the day of the audience.
SELECT v.customer_id, coalesce(f.stage, 'prospect') AS stratum
FROM verdict AS v
LEFT JOIN customer_feature AS f ON f.customer_id = v.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
WHERE v.campaign_id = CAST(@campaign AS bigint) AND v.phase = 'plan' AND v.passed
