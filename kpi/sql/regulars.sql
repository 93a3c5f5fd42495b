-- Numerators and denominators of the two readings of the repeat rate of active regulars, in one pass. Two occasions are two days, so that the first and the last tell whether there were two.
WITH customer AS (
  SELECT customer_id, min(local_day) AS first_day, max(local_day) AS last_day,
         min(CASE WHEN local_day <= CAST(@as_of AS date) - CAST(@days AS integer) THEN local_day END) AS first_before,
         max(CASE WHEN local_day <= CAST(@as_of AS date) - CAST(@days AS integer) THEN local_day END) AS last_before
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
), regular AS (
  SELECT customer_id, first_day < last_day AS twice, last_day > CAST(@as_of AS date) - CAST(@days AS integer) AS since,
         first_before < last_before AND last_before > CAST(@as_of AS date) - 2 * CAST(@days AS integer) AS active
  FROM customer
)
SELECT count(CASE WHEN active AND since THEN 1 END) AS d1_numerator,
       count(CASE WHEN active THEN 1 END) AS d1_denominator,
       count(CASE WHEN twice AND since THEN 1 END) AS d2_numerator,
       count(CASE WHEN twice THEN 1 END) AS d2_denominator
FROM regular
