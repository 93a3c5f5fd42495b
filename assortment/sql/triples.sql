-- In how many baskets three products came together, for given triples.
WITH wanted AS (
  SELECT unnest(CAST(@first AS bigint[])) AS first_id, unnest(CAST(@second AS bigint[])) AS second_id, unnest(CAST(@third AS bigint[])) AS third_id
), item AS MATERIALIZED (
  SELECT purchase.customer_id, purchase.local_day, product_id
  FROM purchase
  JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
  WHERE purchase.local_day > CAST(@as_of AS date) - CAST(@days AS integer) AND purchase.local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
    AND purchase_line.quantity > 0 AND product_id IN (SELECT unnest(CAST(@products AS bigint[])))
  GROUP BY purchase.customer_id, purchase.local_day, product_id
)
SELECT first_id, second_id, third_id, count(*) AS baskets
FROM wanted
JOIN item AS x ON x.product_id = first_id
JOIN item AS y ON y.customer_id = x.customer_id AND y.local_day = x.local_day AND y.product_id = second_id
JOIN item AS z ON z.customer_id = x.customer_id AND z.local_day = x.local_day AND z.product_id = third_id
GROUP BY first_id, second_id, third_id
ORDER BY first_id ASC NULLS LAST, second_id ASC NULLS LAST, third_id ASC NULLS LAST
