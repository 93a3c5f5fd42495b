-- How many of an audience have no value for what a content may print.
SELECT count(*) AS customers,
       count(CASE WHEN f.customer_id IS NULL THEN 1 END) AS no_bought,
       count(CASE WHEN coalesce(f.province, '') = '' THEN 1 END) AS no_province,
       count(CASE WHEN coalesce(f.city, '') = '' THEN 1 END) AS no_city,
       count(CASE WHEN n.customer_id IS NULL THEN 1 END) AS no_name
FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS c
LEFT JOIN customer_feature AS f ON f.customer_id = c.customer_id AND f.snapshot_id = CAST(@null_snapshot AS bigint)
LEFT JOIN named AS n ON n.customer_id = c.customer_id
