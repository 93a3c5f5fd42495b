-- On which day how many customers run out of which goods; those of unnamed groups together are group -1.
SELECT d.due_day, coalesce(named.group_no, -1) AS group_no, CAST(sum(d.customers) AS bigint) AS customers
FROM (SELECT due_day, due_group_no, count(*) AS customers
      FROM dormancy
      WHERE snapshot_id = CAST(@snapshot AS bigint) AND due_day >= CAST(@from_day AS date) AND due_day <= CAST(@to_day AS date)
      GROUP BY due_day, due_group_no) AS d
LEFT JOIN (SELECT unnest(CAST(@groups AS bigint[])) AS group_no) AS named ON named.group_no = d.due_group_no
GROUP BY d.due_day, coalesce(named.group_no, -1)
ORDER BY d.due_day ASC NULLS LAST, group_no ASC NULLS LAST
