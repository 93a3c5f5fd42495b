-- Every customer with every group of goods that she bought by a day, and whether she bought it again within the days after; of a part of the customers.
SELECT j.customer_id, j.group_no, j.days, j.times, j.lasts_days, j.pace, f.recency_days, f.occasions, CASE WHEN a.customer_id IS NULL THEN false ELSE true END AS again
FROM {{judged: customer_id bigint, group_no integer, days integer, times integer, lasts_days double precision, pace double precision}} AS j
JOIN customer_feature AS f ON f.customer_id = j.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
LEFT JOIN (SELECT p.customer_id, coalesce(m.group_no, 0) AS group_no
           FROM purchase AS p
           LEFT JOIN purchase_line AS l ON l.customer_id = p.customer_id AND l.order_id = p.order_id
           LEFT JOIN consumption_member AS m ON m.product_id = l.product_id AND m.snapshot_id = CAST(@snapshot AS bigint)
           WHERE p.customer_id > 0 AND p.local_day > CAST(@as_of AS date) AND p.local_day <= CAST(@until_day AS date)
             AND (p.void_day IS NULL OR p.void_day > CAST(@until_day AS date)) AND (CAST(@shop AS bigint) = 0 OR p.shop_id = CAST(@shop AS bigint))
           GROUP BY p.customer_id, coalesce(m.group_no, 0)) AS a ON a.customer_id = j.customer_id AND a.group_no = j.group_no
WHERE j.lasts_days > 0 AND j.customer_id % CAST(@parts AS bigint) = 0
ORDER BY j.customer_id ASC NULLS LAST, j.group_no ASC NULLS LAST
