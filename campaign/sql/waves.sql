-- The campaigns of a programme by step, the newest first.
SELECT w.step_id, c.campaign_id, c.name, c.state, c.started_at
FROM programme_wave AS w JOIN campaign AS c ON c.campaign_id = w.campaign_id
WHERE w.programme_id = CAST(@programme AS bigint)
ORDER BY w.step_id ASC NULLS LAST, c.campaign_id DESC NULLS LAST
