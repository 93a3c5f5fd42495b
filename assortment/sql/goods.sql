-- Products by number: names, cost, and what a piece was sold for in the days up to a day.
SELECT product_view.product_id, product_view.external_no, title, coalesce(category, '') AS category, coalesce(brand, '') AS brand,
       cost_minor, margin_bp, coalesce(sold.units, 0) AS units, coalesce(sold.sales_minor, 0) AS sales_minor
FROM product_view
JOIN shop_view ON shop_view.shop_id = product_view.shop_id
LEFT JOIN (
  SELECT product_id, CAST(sum(purchase_line.quantity) AS bigint) AS units, CAST(sum(amount_minor) AS bigint) AS sales_minor
  FROM purchase_line
  JOIN purchase ON purchase.customer_id = purchase_line.customer_id AND purchase.order_id = purchase_line.order_id
  WHERE purchase.local_day > CAST(@as_of AS date) - CAST(@days AS integer) AND purchase.local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND purchase_line.quantity > 0
    AND product_id IN (SELECT unnest(CAST(@products AS bigint[])))
  GROUP BY product_id
) AS sold ON sold.product_id = product_view.product_id
WHERE product_view.product_id IN (SELECT unnest(CAST(@products AS bigint[])))
ORDER BY product_view.product_id ASC NULLS LAST
