-- One customer of an audience, by their place in it; those for whom the content has everything come first.
SELECT c.customer_id
FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS c
LEFT JOIN (SELECT DISTINCT k.customer_id FROM {{lacking: customer_id bigint}} AS k) AS l ON l.customer_id = c.customer_id
ORDER BY CASE WHEN l.customer_id IS NULL THEN 0 ELSE 1 END ASC NULLS LAST, c.customer_id ASC NULLS LAST
LIMIT 1 OFFSET CAST(@place AS bigint)
