-- Pieces sold by day, of every category, every brand, or the whole shop, up to a day.
SELECT word, local_day, CAST(sum(units) AS bigint) AS units
FROM (
  SELECT CASE CAST(@level AS varchar) WHEN 'category' THEN coalesce(category, '') WHEN 'brand' THEN coalesce(brand, '') ELSE '' END AS word, sold.local_day, sold.units
  FROM (
    SELECT product_id, purchase.local_day, sum(purchase_line.quantity) AS units
    FROM purchase
    JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
    WHERE purchase.local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
      AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint)) AND purchase_line.quantity > 0
    GROUP BY product_id, purchase.local_day
  ) AS sold
  JOIN product_view ON product_view.product_id = sold.product_id
) AS worded
GROUP BY word, local_day
ORDER BY word ASC NULLS LAST, local_day ASC NULLS LAST
