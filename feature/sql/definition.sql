-- The newest definition.
SELECT version, clock, rfm_days FROM feature_definition ORDER BY version DESC NULLS LAST LIMIT 1
