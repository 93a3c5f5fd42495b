-- How many of an audience have everything that the contents print.
SELECT count(*) AS customers
FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS c
WHERE NOT EXISTS (SELECT 1 FROM {{lacking: customer_id bigint}} AS k WHERE k.customer_id = c.customer_id)
