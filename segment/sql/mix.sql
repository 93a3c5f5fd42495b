-- How many customers of a snapshot are in each stage, and how many of them fulfil a rule.
SELECT b.stage, b.customers, coalesce(c.customers, 0)
FROM (SELECT stage, count(*) AS customers FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint) GROUP BY stage) AS b
LEFT JOIN (SELECT stage, count(*) AS customers FROM {{candidate: customer_id bigint, stage varchar}} AS m GROUP BY stage) AS c
  ON c.stage = b.stage
ORDER BY b.stage ASC NULLS LAST
