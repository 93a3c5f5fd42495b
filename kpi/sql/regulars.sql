-- Numerators and denominators of the two readings of the repeat rate of active regulars, in one pass.
WITH bought AS (
  SELECT customer_id, local_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), customer AS (
  SELECT customer_id, count(*) AS occasions,
         count(CASE WHEN local_day > CAST(@as_of AS date) - CAST(@days AS integer) THEN 1 END) AS since,
         count(CASE WHEN local_day <= CAST(@as_of AS date) - CAST(@days AS integer)
                     AND local_day > CAST(@as_of AS date) - 2 * CAST(@days AS integer) THEN 1 END) AS prior
  FROM bought
  GROUP BY customer_id
)
SELECT count(CASE WHEN occasions - since >= 2 AND prior >= 1 AND since >= 1 THEN 1 END) AS d1_numerator,
       count(CASE WHEN occasions - since >= 2 AND prior >= 1 THEN 1 END) AS d1_denominator,
       count(CASE WHEN occasions >= 2 AND since >= 1 THEN 1 END) AS d2_numerator,
       count(CASE WHEN occasions >= 2 THEN 1 END) AS d2_denominator
FROM customer
