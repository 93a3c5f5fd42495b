-- The saved mappings.
SELECT name, mapping, created_at, kind FROM import_mapping ORDER BY name ASC NULLS LAST
