-- The customers whose order has a number, in one shop or in all.
SELECT DISTINCT customer_id FROM orders
WHERE shop_id IN (SELECT shop_id FROM shop WHERE shop_id = CAST(@shop AS bigint) OR CAST(@shop AS bigint) = 0)
  AND external_no = @number AND customer_id > 0
ORDER BY customer_id ASC NULLS LAST
