-- Forgets a saved mapping.
DELETE FROM import_mapping WHERE name = @name
