-- How many products were staged.
SELECT count(*) AS staged FROM stage_ware
