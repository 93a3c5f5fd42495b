-- The customers who fulfil a rule, by their numbers.
SELECT c.customer_id FROM {{candidate: customer_id bigint}} AS c
ORDER BY c.customer_id ASC NULLS LAST
