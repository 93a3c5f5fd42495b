-- Customers who first bought in three stretches of days, each moved back by so many days, and how many of them came back within these days.
WITH opening AS (
  SELECT customer_id, min(local_day) AS first_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@to_0 AS date) AND (void_day IS NULL OR void_day > CAST(@to_0 AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
), newcomer AS (
  SELECT customer_id, first_day,
         CASE WHEN first_day >= CAST(@from_0 AS date) - CAST(@days AS integer) THEN 0 WHEN first_day >= CAST(@from_1 AS date) - CAST(@days AS integer) THEN 1 ELSE 2 END AS stretch
  FROM opening
  WHERE (first_day >= CAST(@from_0 AS date) - CAST(@days AS integer) AND first_day <= CAST(@to_0 AS date) - CAST(@days AS integer))
     OR (first_day >= CAST(@from_1 AS date) - CAST(@days AS integer) AND first_day <= CAST(@to_1 AS date) - CAST(@days AS integer))
     OR (first_day >= CAST(@from_2 AS date) - CAST(@days AS integer) AND first_day <= CAST(@to_2 AS date) - CAST(@days AS integer))
), returned AS (
  SELECT newcomer.customer_id
  FROM newcomer
  JOIN purchase ON purchase.customer_id = newcomer.customer_id AND purchase.local_day > newcomer.first_day
    AND purchase.local_day <= newcomer.first_day + CAST(@days AS integer)
  WHERE (purchase.void_day IS NULL OR purchase.void_day > CAST(@to_0 AS date)) AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
  GROUP BY newcomer.customer_id
)
SELECT newcomer.stretch, count(*) AS customers, count(returned.customer_id) AS within_days
FROM newcomer
LEFT JOIN returned ON returned.customer_id = newcomer.customer_id
GROUP BY newcomer.stretch
ORDER BY newcomer.stretch ASC NULLS LAST
