-- How many customers a list of states of dormancy holds.
SELECT count(*)
FROM dormancy AS d
LEFT JOIN dormancy_cause AS c ON c.customer_id = d.customer_id AND c.snapshot_id = d.snapshot_id
WHERE d.snapshot_id = CAST(@snapshot AS bigint)
  AND (CAST(@state AS varchar) = '' OR d.state = CAST(@state AS varchar))
  AND (CAST(@group_no AS integer) < 0 OR d.due_group_no = CAST(@group_no AS integer))
  AND (CAST(@due_from AS date) IS NULL OR d.due_day >= CAST(@due_from AS date))
  AND (CAST(@due_to AS date) IS NULL OR d.due_day <= CAST(@due_to AS date))
  AND (CAST(@quality AS varchar) = '' OR c.quality = CAST(@quality AS varchar))
  AND (CAST(@cause AS varchar) = '' OR c.cause = CAST(@cause AS varchar))
