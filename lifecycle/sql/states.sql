-- How many customers stand in each state of dormancy.
SELECT state, count(*) AS customers FROM dormancy WHERE snapshot_id = CAST(@snapshot AS bigint) GROUP BY state ORDER BY state ASC NULLS LAST
