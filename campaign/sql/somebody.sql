-- One customer of an audience, by her place in it.
SELECT c.customer_id FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS c
ORDER BY c.customer_id ASC NULLS LAST LIMIT 1 OFFSET CAST(@place AS bigint)
