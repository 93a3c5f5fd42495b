-- Of an audience as it was some days ago, how many bought since.
SELECT count(*) AS customers, count(b.customer_id) AS buyers
FROM {{candidate: customer_id bigint, stage varchar, stage_since date}} AS c
LEFT JOIN (SELECT DISTINCT p.customer_id FROM purchase AS p
           WHERE p.local_day > CAST(@base_from AS date) AND p.local_day <= CAST(@base_to AS date)
             AND (p.void_day IS NULL OR p.void_day > CAST(@base_to AS date))
             AND (CAST(@base_shop AS bigint) = 0 OR p.shop_id = CAST(@base_shop AS bigint))) AS b ON b.customer_id = c.customer_id
