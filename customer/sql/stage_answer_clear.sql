-- Empties the staging table.
DELETE FROM stage_answer
