-- Purchase days by week after a day, of the customers who had bought by then.
WITH occasion AS (
  SELECT customer_id, local_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@until AS date) AND (void_day IS NULL OR void_day > CAST(@until AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), known AS (
  SELECT customer_id FROM occasion GROUP BY customer_id HAVING min(local_day) <= CAST(@cut AS date)
), later AS (
  SELECT (CAST(local_day - CAST(@cut AS date) AS integer) - 1) / 7 AS week
  FROM occasion
  JOIN known ON known.customer_id = occasion.customer_id
  WHERE local_day > CAST(@cut AS date)
)
SELECT week, count(*) AS occasions
FROM later
GROUP BY week
ORDER BY week ASC NULLS LAST
