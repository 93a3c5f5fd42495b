-- Empties the staging table.
DELETE FROM stage_past_redemption
