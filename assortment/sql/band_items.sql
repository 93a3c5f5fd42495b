-- What each customer spent in each price band, category and period; bands are half-open on the paid price of one piece.
WITH line AS (
  SELECT purchase.customer_id, purchase.local_day, product_id, purchase_line.quantity, amount_minor
  FROM purchase
  JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
  WHERE purchase.local_day > CAST(@as_of AS date) - 2 * CAST(@band_days AS integer) AND purchase.local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
    AND purchase_line.quantity > 0 AND amount_minor >= 0
), opening AS (
  SELECT customer_id, min(local_day) AS first_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
)
SELECT line.customer_id, line.local_day > CAST(@as_of AS date) - CAST(@band_days AS integer) AS recent, coalesce(category, '') AS category,
       CASE WHEN amount_minor >= CAST(@edge_1 AS bigint) * quantity THEN 1 ELSE 0 END + CASE WHEN amount_minor >= CAST(@edge_2 AS bigint) * quantity THEN 1 ELSE 0 END
       + CASE WHEN amount_minor >= CAST(@edge_3 AS bigint) * quantity THEN 1 ELSE 0 END + CASE WHEN amount_minor >= CAST(@edge_4 AS bigint) * quantity THEN 1 ELSE 0 END
       + CASE WHEN amount_minor >= CAST(@edge_5 AS bigint) * quantity THEN 1 ELSE 0 END AS band,
       CAST(sum(quantity) AS bigint) AS units, CAST(sum(amount_minor) AS bigint) AS sales_minor,
       CAST(sum(CASE WHEN cost_minor IS NULL THEN amount_minor * margin_bp / 10000 ELSE amount_minor - cost_minor * quantity END) AS bigint) AS margin_minor,
       CAST(sum(CASE WHEN cost_minor IS NULL AND margin_bp = 0 THEN amount_minor ELSE 0 END) AS bigint) AS unknown_minor,
       count(CASE WHEN line.local_day = first_day THEN 1 END) AS opened
FROM line
JOIN product_view ON product_view.product_id = line.product_id
JOIN shop_view ON shop_view.shop_id = product_view.shop_id
LEFT JOIN opening ON opening.customer_id = line.customer_id
GROUP BY line.customer_id, recent, category, band
