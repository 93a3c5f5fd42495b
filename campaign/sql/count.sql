-- How many customers a question gives, and how many of them bought so lately that they have not gone silent.
SELECT count(*) AS customers, CAST(coalesce(sum(CASE WHEN c.stage IN ('after_sale', 'active') THEN 1 ELSE 0 END), 0) AS bigint) AS lately
FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS c
