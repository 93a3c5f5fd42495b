-- Ten customers who fulfil a rule, picked by a scramble of their number (the minimal standard generator of Lewis, Goodman and Miller): always the same ten, and not just the oldest.
SELECT c.customer_id FROM {{candidate: customer_id bigint}} AS c
ORDER BY (c.customer_id * 16807) % 2147483647 ASC NULLS LAST, c.customer_id ASC NULLS LAST
LIMIT 10
