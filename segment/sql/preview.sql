-- How many customers of each stage fulfil a rule, and ten of them. The ten are picked by a scramble of their numbers
-- (the minimal standard generator of Lewis, Goodman and Miller, 1969): always the same ten, and not just the oldest
-- customers. The rule is asked once.
WITH c AS MATERIALIZED (SELECT m.customer_id, m.stage FROM {{candidate: customer_id bigint, stage varchar}} AS m)
SELECT 'stage' AS part, stage, count(*) AS n FROM c GROUP BY stage
UNION ALL
SELECT 'sample', '', s.customer_id
FROM (SELECT customer_id, (customer_id * 16807) % 2147483647 AS place FROM c
      ORDER BY place ASC NULLS LAST, customer_id ASC NULLS LAST LIMIT 10) AS s
