-- By product, of the customers whose first basket held it: how many came in the newest days, how many a year before that, and how many of these came back.
WITH bought AS MATERIALIZED (
  SELECT customer_id, local_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), opening AS (
  SELECT customer_id, min(local_day) AS first_day FROM bought GROUP BY customer_id
), newcomer AS MATERIALIZED (
  SELECT opening.customer_id, first_day, first_day > CAST(@as_of AS date) - CAST(@days AS integer) AS recent,
         min(CASE WHEN bought.local_day > first_day THEN bought.local_day END) <= first_day + CAST(@days AS integer) AS back
  FROM opening
  JOIN bought ON bought.customer_id = opening.customer_id
  WHERE first_day > CAST(@as_of AS date) - CAST(@days AS integer) - CAST(@cohort_days AS integer)
  GROUP BY opening.customer_id, first_day
), held AS (
  SELECT newcomer.customer_id, product_id, recent, back
  FROM newcomer
  JOIN purchase ON purchase.customer_id = newcomer.customer_id AND purchase.local_day = first_day
  JOIN purchase_line ON purchase_line.customer_id = purchase.customer_id AND purchase_line.order_id = purchase.order_id
  WHERE (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
    AND purchase_line.quantity > 0 AND (CAST(@product AS bigint) = 0 OR product_id = CAST(@product AS bigint))
  GROUP BY newcomer.customer_id, product_id, recent, back
)
SELECT product_id, count(CASE WHEN recent THEN 1 END) AS newest, count(CASE WHEN NOT recent THEN 1 END) AS watched,
       count(CASE WHEN NOT recent AND back THEN 1 END) AS back
FROM held
GROUP BY product_id
UNION ALL
SELECT 0 AS product_id, count(CASE WHEN recent THEN 1 END) AS newest, count(CASE WHEN NOT recent THEN 1 END) AS watched,
       count(CASE WHEN NOT recent AND back THEN 1 END) AS back
FROM newcomer
ORDER BY product_id ASC NULLS LAST
