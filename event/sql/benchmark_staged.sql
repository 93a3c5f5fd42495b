-- How many points of industry series were staged.
SELECT count(*) AS staged, CAST(0 AS bigint) AS numbers FROM stage_benchmark
