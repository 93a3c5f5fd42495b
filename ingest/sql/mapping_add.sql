-- Saves a mapping.
INSERT INTO import_mapping (name, mapping, created_at) VALUES (@name, @mapping, CAST(@at_time AS timestamptz))
