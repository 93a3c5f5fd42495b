-- A page of those who entered or left in a run.
SELECT customer_id, entered FROM segment_change
WHERE run_id = @run
ORDER BY customer_id ASC NULLS LAST
LIMIT @most OFFSET @skip
