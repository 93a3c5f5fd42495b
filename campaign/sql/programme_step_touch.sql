-- Makes those who make or draw campaigns of one step go one after the other.
UPDATE programme_step SET touched_at = CAST(@touched AS timestamptz)
WHERE step_id = CAST(@step AS bigint) OR step_id IN (SELECT w.step_id FROM programme_wave AS w WHERE w.campaign_id = CAST(@campaign AS bigint))
