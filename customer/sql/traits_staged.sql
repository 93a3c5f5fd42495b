-- How many attributes were staged.
SELECT count(*) AS staged FROM stage_trait
