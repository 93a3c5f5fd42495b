-- The copy of a wave is a wave of the same step.
INSERT INTO programme_wave (campaign_id, programme_id, step_id, created_at)
SELECT CAST(@campaign AS bigint), programme_id, step_id, CAST(@created AS timestamptz) FROM programme_wave WHERE campaign_id = CAST(@original AS bigint)
