-- The ceilings of a stage.
INSERT INTO contact_limit (stage, care_ceiling, marketing_ceiling) VALUES (@stage, CAST(@care AS integer), CAST(@marketing AS integer))
