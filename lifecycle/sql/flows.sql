-- From which stage to which the customers moved between two published snapshots; prospects had not bought.
SELECT coalesce(earlier.stage, 'prospect') AS from_stage, coalesce(later.stage, 'prospect') AS to_stage, count(*) AS customers
FROM (SELECT customer_id, stage FROM customer_feature WHERE snapshot_id = CAST(@before AS bigint)) AS earlier
FULL JOIN (SELECT customer_id, stage FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint)) AS later
  ON later.customer_id = earlier.customer_id
GROUP BY coalesce(earlier.stage, 'prospect'), coalesce(later.stage, 'prospect')
ORDER BY from_stage ASC NULLS LAST, to_stage ASC NULLS LAST
