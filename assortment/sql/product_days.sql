-- What one product sold by day, up to a day.
SELECT purchase.local_day, CAST(sum(purchase_line.quantity) AS bigint) AS units, CAST(sum(amount_minor) AS bigint) AS sales_minor
FROM purchase_line
JOIN purchase ON purchase.customer_id = purchase_line.customer_id AND purchase.order_id = purchase_line.order_id
WHERE product_id = CAST(@product AS bigint) AND purchase.local_day <= CAST(@as_of AS date)
  AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND purchase_line.quantity > 0
GROUP BY purchase.local_day
ORDER BY purchase.local_day ASC NULLS LAST
