-- The steps that a programme no longer has; their campaigns stay.
UPDATE programme_step SET ended_at = CAST(@ended AS timestamptz)
WHERE programme_id = @programme AND ended_at IS NULL AND NOT (step_id IN (SELECT unnest(CAST(@kept AS bigint[]))))
