-- Renames a programme that is on. Its shop stays.
UPDATE programme SET name = @name, changed_at = CAST(@changed AS timestamptz) WHERE programme_id = @programme AND ended_at IS NULL
