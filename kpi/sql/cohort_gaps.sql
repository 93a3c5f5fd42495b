-- Follow-up of every purchase occasion to the next one, by its ordinal (5: fifth or later) and the month it fell in.
WITH occasion AS (
  SELECT customer_id, local_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), step AS (
  SELECT local_day, row_number() OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS ordinal,
         lead(local_day) OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS next_day
  FROM occasion
), gap AS (
  SELECT CASE WHEN ordinal < 5 THEN ordinal ELSE 5 END AS ordinal,
         CAST(extract(year FROM local_day) * 12 + extract(month FROM local_day) - 1 AS integer) AS started,
         CAST(coalesce(next_day, CAST(@as_of AS date)) - local_day AS integer) AS days, next_day
  FROM step
)
SELECT CAST(ordinal AS integer), started, days, count(next_day) AS events, count(*) - count(next_day) AS censored
FROM gap
GROUP BY ordinal, started, days
ORDER BY ordinal ASC NULLS LAST, started ASC NULLS LAST, days ASC NULLS LAST
