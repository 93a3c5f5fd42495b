-- How many pieces were sold at each paid price of one piece in the days up to a day.
SELECT amount_minor / purchase_line.quantity AS price_minor, CAST(sum(purchase_line.quantity) AS bigint) AS units
FROM purchase
JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
WHERE purchase.local_day > CAST(@as_of AS date) - CAST(@days AS integer) AND purchase.local_day <= CAST(@as_of AS date)
  AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
  AND purchase_line.quantity > 0 AND amount_minor >= 0
GROUP BY amount_minor / purchase_line.quantity
ORDER BY price_minor ASC NULLS LAST
