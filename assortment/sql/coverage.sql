-- Customers of a snapshot, and those of them who bought some products in the days up to a day, by stage, ladder, number of purchases, price tier and province.
WITH buyer AS (
  SELECT purchase.customer_id
  FROM purchase
  JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
  JOIN product_view ON product_view.product_id = purchase_line.product_id
  WHERE purchase.customer_id > 0 AND purchase.local_day > CAST(@as_of AS date) - CAST(@days AS integer) AND purchase.local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
    AND purchase_line.quantity > 0
    AND (CAST(@product AS bigint) = 0 OR purchase_line.product_id = CAST(@product AS bigint))
    AND (CAST(@category AS varchar) = '' OR category = CAST(@category AS varchar))
    AND (CAST(@brand AS varchar) = '' OR brand = CAST(@brand AS varchar))
  GROUP BY purchase.customer_id
), base AS MATERIALIZED (
  SELECT stage, ladder, coalesce(province, '') AS province,
         CASE WHEN occasions >= 5 THEN '5' WHEN occasions >= 3 THEN '3' WHEN occasions = 2 THEN '2' ELSE '1' END AS times,
         CASE WHEN gross_minor >= CAST(@edge_1 AS bigint) * quantity THEN 1 ELSE 0 END + CASE WHEN gross_minor >= CAST(@edge_2 AS bigint) * quantity THEN 1 ELSE 0 END
         + CASE WHEN gross_minor >= CAST(@edge_3 AS bigint) * quantity THEN 1 ELSE 0 END + CASE WHEN gross_minor >= CAST(@edge_4 AS bigint) * quantity THEN 1 ELSE 0 END
         + CASE WHEN gross_minor >= CAST(@edge_5 AS bigint) * quantity THEN 1 ELSE 0 END AS band,
         CASE WHEN buyer.customer_id IS NULL THEN 0 ELSE 1 END AS bought
  FROM customer_feature
  LEFT JOIN buyer ON buyer.customer_id = customer_feature.customer_id
  WHERE snapshot_id = CAST(@snapshot AS bigint)
), side AS (
  SELECT 'stage' AS side, stage AS word, count(*) AS customers, sum(bought) AS buyers FROM base GROUP BY stage
  UNION ALL
  SELECT 'ladder' AS side, ladder AS word, count(*) AS customers, sum(bought) AS buyers FROM base GROUP BY ladder
  UNION ALL
  SELECT 'times' AS side, times AS word, count(*) AS customers, sum(bought) AS buyers FROM base GROUP BY times
  UNION ALL
  SELECT 'tier' AS side, CAST(band AS varchar) AS word, count(*) AS customers, sum(bought) AS buyers FROM base GROUP BY band
  UNION ALL
  SELECT 'province' AS side, province AS word, count(*) AS customers, sum(bought) AS buyers FROM base GROUP BY province
)
SELECT side, word, CAST(customers AS bigint) AS customers, CAST(buyers AS bigint) AS buyers
FROM side
ORDER BY side ASC NULLS LAST, customers DESC NULLS LAST, word ASC NULLS LAST
