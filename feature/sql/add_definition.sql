-- A new version of the definition.
INSERT INTO feature_definition (version, clock, rfm_days, created_at, actor)
VALUES (CAST(@version AS integer), CAST(@clock AS varchar), CAST(@rfm_days AS integer), CAST(@created_at AS timestamptz), CAST(@actor AS varchar))
