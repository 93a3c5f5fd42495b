-- Units and money of three stretches of days by product: the 200 with the most money now and before.
WITH picked AS (
  SELECT purchase_line.product_id, purchase_line.quantity, purchase_line.amount_minor,
         CASE WHEN purchase.local_day >= CAST(@from_0 AS date) THEN 0
              WHEN purchase.local_day >= CAST(@from_1 AS date) AND purchase.local_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch
  FROM purchase_line
  JOIN purchase ON purchase.customer_id = purchase_line.customer_id AND purchase.order_id = purchase_line.order_id
  WHERE purchase.local_day <= CAST(@to_0 AS date) AND purchase_line.local_day <= CAST(@to_0 AS date)
    AND (purchase.local_day >= CAST(@from_1 AS date) OR (purchase.local_day >= CAST(@from_2 AS date) AND purchase.local_day <= CAST(@to_2 AS date)))
    AND (purchase_line.local_day >= CAST(@from_1 AS date) OR (purchase_line.local_day >= CAST(@from_2 AS date) AND purchase_line.local_day <= CAST(@to_2 AS date)))
    AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@to_0 AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
), sold AS (
  SELECT product_id, stretch, CAST(sum(quantity) AS bigint) AS units, CAST(sum(amount_minor) AS bigint) AS amount_minor
  FROM picked
  GROUP BY product_id, stretch
), largest AS (
  SELECT product_id, sum(CASE WHEN stretch < 2 THEN amount_minor ELSE 0 END) AS recent_minor
  FROM sold
  GROUP BY product_id
  ORDER BY recent_minor DESC NULLS LAST, product_id ASC NULLS LAST LIMIT 200
)
SELECT sold.stretch, CASE WHEN largest.product_id IS NULL THEN '(rest)' ELSE product_view.title END AS title, CAST(0 AS bigint) AS buyers, CAST(0 AS bigint) AS orders,
       CAST(sum(sold.units) AS bigint) AS units, CAST(sum(sold.amount_minor) AS bigint) AS amount_minor
FROM sold
LEFT JOIN largest ON largest.product_id = sold.product_id
JOIN product_view ON product_view.product_id = sold.product_id
GROUP BY sold.stretch, CASE WHEN largest.product_id IS NULL THEN '(rest)' ELSE product_view.title END
ORDER BY sold.stretch ASC NULLS LAST, title ASC NULLS LAST
