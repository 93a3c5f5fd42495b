-- Saves a mapping.
INSERT INTO import_mapping (name, mapping, created_at, kind) VALUES (@name, @mapping, CAST(@at_time AS timestamptz), @kind)
