-- On which day how many customers run out of which goods.
SELECT due_day, due_group_no, count(*) AS customers
FROM dormancy
WHERE snapshot_id = CAST(@snapshot AS bigint) AND due_day >= CAST(@from_day AS date) AND due_day <= CAST(@to_day AS date)
GROUP BY due_day, due_group_no
ORDER BY due_day ASC NULLS LAST, due_group_no ASC NULLS LAST
