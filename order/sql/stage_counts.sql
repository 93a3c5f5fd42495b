-- What became of the staged orders, and of the rows that tell them.
SELECT CAST(count(CASE WHEN state = 0 AND customer_id < 0 THEN 1 END) AS bigint) AS keyless,
       CAST(count(CASE WHEN state = 0 THEN 1 END) AS bigint) AS added,
       CAST(count(CASE WHEN state > 0 AND moved THEN 1 END) AS bigint) AS changed,
       CAST(count(CASE WHEN state > 0 AND NOT moved THEN 1 END) AS bigint) AS duplicates,
       CAST(coalesce(sum(CASE WHEN state > 0 AND NOT moved THEN row_count END), 0) AS bigint) AS known_rows,
       CAST(coalesce(sum(CASE WHEN state = 0 OR moved THEN row_count - 1 END), 0) AS bigint) AS part_rows
FROM (SELECT state, customer_id, row_count, state = 2 OR edited OR owner_id IS NOT NULL AS moved FROM stage_match) AS m
