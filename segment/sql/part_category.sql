-- Customers by every category that they had bought from by a day.
SELECT p.customer_id, g.category AS value
FROM purchase AS p
JOIN purchase_line AS l ON l.customer_id = p.customer_id AND l.order_id = p.order_id
JOIN product_view AS g ON g.product_id = l.product_id
WHERE p.customer_id > 0 AND p.local_day <= CAST(@before AS date) AND (p.void_day IS NULL OR p.void_day > CAST(@before AS date))
  AND (CAST(@shop AS bigint) = 0 OR p.shop_id = CAST(@shop AS bigint)) AND g.category IS NOT NULL
GROUP BY p.customer_id, g.category
