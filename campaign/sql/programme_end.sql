-- A programme is no longer offered.
UPDATE programme SET ended_at = CAST(@ended AS timestamptz) WHERE programme_id = @programme AND ended_at IS NULL
