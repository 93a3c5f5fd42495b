-- Pieces of each group of goods that a customer of a span bought on a day; orders of which no goods are known are group 0.
SELECT p.customer_id, coalesce(m.group_no, 0) AS group_no, p.local_day, CAST(coalesce(sum(l.quantity), 1) AS bigint) AS quantity
FROM purchase AS p
LEFT JOIN purchase_line AS l ON l.customer_id = p.customer_id AND l.order_id = p.order_id
LEFT JOIN consumption_member AS m ON m.product_id = l.product_id AND m.snapshot_id = CAST(@snapshot AS bigint)
WHERE p.customer_id > CAST(@customers_above AS bigint) AND p.customer_id <= CAST(@customers_until AS bigint)
  AND p.local_day <= CAST(@as_of AS date) AND (p.void_day IS NULL OR p.void_day > CAST(@as_of AS date))
  AND (CAST(@shop AS bigint) = 0 OR p.shop_id = CAST(@shop AS bigint))
GROUP BY p.customer_id, coalesce(m.group_no, 0), p.local_day
