-- How many days and sources were staged.
SELECT count(*) AS staged, CAST(0 AS bigint) AS numbers FROM stage_traffic
