-- Units and money of each stretch of days by category, and the money of products that were also sold in the stretch before, at both prices.
WITH picked AS (
  SELECT purchase_line.product_id, purchase_line.quantity, purchase_line.amount_minor,
         CAST(CAST(@to_day AS date) - purchase.local_day AS integer) / CAST(@days AS integer) AS stretch
  FROM purchase_line
  JOIN purchase ON purchase.customer_id = purchase_line.customer_id AND purchase.order_id = purchase_line.order_id
  WHERE purchase.local_day <= CAST(@to_day AS date) AND purchase_line.local_day <= CAST(@to_day AS date)
    AND purchase_line.local_day > CAST(@to_day AS date) - CAST(@history_days AS integer)
    AND purchase.local_day > CAST(@to_day AS date) - CAST(@history_days AS integer)
    AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
), sold AS (
  SELECT product_id, stretch, CAST(sum(quantity) AS bigint) AS units, CAST(sum(amount_minor) AS bigint) AS amount_minor
  FROM picked
  GROUP BY product_id, stretch
), priced AS (
  SELECT sold.product_id, sold.stretch, sold.units, sold.amount_minor,
         CASE WHEN earlier.units > 0 AND sold.units > 0 THEN sold.amount_minor END AS matched_minor,
         CASE WHEN earlier.units > 0 AND sold.units > 0
              THEN CAST(sold.units AS double precision) * CAST(earlier.amount_minor AS double precision) / nullif(earlier.units, 0) END AS base_minor
  FROM sold
  LEFT JOIN sold AS earlier ON earlier.product_id = sold.product_id AND earlier.stretch = sold.stretch + 1
)
SELECT priced.stretch, coalesce(product_view.category, '') AS category, CAST(sum(priced.units) AS bigint) AS units,
       CAST(sum(priced.amount_minor) AS bigint) AS amount_minor,
       CAST(coalesce(sum(priced.matched_minor), 0) AS bigint) AS matched_minor, coalesce(sum(priced.base_minor), 0) AS base_minor
FROM priced
JOIN product_view ON product_view.product_id = priced.product_id
GROUP BY priced.stretch, coalesce(product_view.category, '')
ORDER BY priced.stretch ASC NULLS LAST, category ASC NULLS LAST
