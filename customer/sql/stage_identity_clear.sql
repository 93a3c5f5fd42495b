-- Forgets what was looked up.
DELETE FROM stage_identity
