-- The products of every basket (customer and day) of the days up to a day, basket by basket, a customer's in the order of days.
SELECT purchase.customer_id, CAST(CAST(@as_of AS date) - purchase.local_day AS integer) AS days_ago, product_id
FROM purchase
JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
WHERE purchase.local_day > CAST(@as_of AS date) - CAST(@days AS integer) AND purchase.local_day <= CAST(@as_of AS date)
  AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
  AND purchase_line.quantity > 0
ORDER BY purchase.customer_id ASC NULLS LAST, days_ago DESC NULLS LAST, product_id ASC NULLS LAST
