-- What became of the staged orders.
SELECT CAST(count(CASE WHEN state = 0 AND customer_id < 0 THEN 1 END) AS bigint) AS keyless,
       CAST(count(CASE WHEN state = 2 OR state = 1 AND add_lines OR owner_id IS NOT NULL THEN 1 END) AS bigint) AS changed,
       CAST(count(CASE WHEN state = 1 AND NOT add_lines AND owner_id IS NULL THEN 1 END) AS bigint) AS duplicates
FROM stage_match
