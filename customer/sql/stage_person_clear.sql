-- Forgets what the file told.
DELETE FROM stage_person
