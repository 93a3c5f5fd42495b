-- The goods of which most customers run out in a stretch of days, most first.
SELECT d.due_group_no AS group_no, coalesce(p.name, '') AS name, d.customers
FROM (SELECT due_group_no, count(*) AS customers
      FROM dormancy
      WHERE snapshot_id = CAST(@snapshot AS bigint) AND due_day >= CAST(@from_day AS date) AND due_day <= CAST(@to_day AS date)
      GROUP BY due_group_no
      ORDER BY customers DESC NULLS LAST, due_group_no ASC NULLS LAST LIMIT CAST(@most AS bigint)) AS d
LEFT JOIN consumption_period AS p ON p.snapshot_id = CAST(@snapshot AS bigint) AND p.group_no = d.due_group_no
ORDER BY d.customers DESC NULLS LAST, d.due_group_no ASC NULLS LAST
