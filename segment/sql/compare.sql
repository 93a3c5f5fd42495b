-- Who enters and who leaves: the customers who fulfil the rule beside those who are members now.
INSERT INTO segment_change (customer_id, segment_id, run_id, entered)
SELECT coalesce(c.customer_id, m.customer_id), CAST(@segment AS bigint), CAST(@run AS bigint), c.customer_id IS NOT NULL
FROM {{candidate: customer_id bigint}} AS c
FULL JOIN (SELECT customer_id FROM segment_member WHERE segment_id = CAST(@segment AS bigint)) AS m
  ON m.customer_id = c.customer_id
WHERE c.customer_id IS NULL OR m.customer_id IS NULL
