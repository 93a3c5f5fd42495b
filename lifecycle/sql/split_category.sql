-- The customers of a stage, or of every stage, by the categories that they bought from; who bought from two counts in both.
SELECT customer_feature.stage, chosen.category AS part, count(*) AS customers, CAST(sum(customer_feature.net_minor) AS bigint) AS net_minor
FROM (SELECT purchase.customer_id, coalesce(product_view.category, '') AS category
      FROM purchase
      JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
      JOIN product_view ON product_view.product_id = purchase_line.product_id
      WHERE purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
        AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
      GROUP BY purchase.customer_id, coalesce(product_view.category, '')) AS chosen
JOIN customer_feature ON customer_feature.customer_id = chosen.customer_id
WHERE customer_feature.snapshot_id = CAST(@snapshot AS bigint) AND (CAST(@stage AS varchar) = '' OR customer_feature.stage = CAST(@stage AS varchar))
GROUP BY customer_feature.stage, chosen.category
ORDER BY customers DESC NULLS LAST, part ASC NULLS LAST, stage ASC NULLS LAST
