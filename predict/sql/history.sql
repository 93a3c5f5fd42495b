-- Customers by their history up to a day: repeat purchase days, ages in days, and purchase days afterwards until the end.
WITH occasion AS (
  SELECT customer_id, local_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@until AS date) AND (void_day IS NULL OR void_day > CAST(@until AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), history AS (
  SELECT customer_id, min(local_day) AS first_day, max(CASE WHEN local_day <= CAST(@cut AS date) THEN local_day END) AS last_day,
         count(CASE WHEN local_day <= CAST(@cut AS date) THEN 1 END) AS known, count(CASE WHEN local_day > CAST(@cut AS date) THEN 1 END) AS later
  FROM occasion
  GROUP BY customer_id
), counted AS (
  SELECT CAST(known - 1 AS bigint) AS repeats, CAST(last_day - first_day AS bigint) AS last_age,
         CAST(CAST(@cut AS date) - first_day AS bigint) AS age, CAST(later AS bigint) AS later
  FROM history
  WHERE first_day <= CAST(@cut AS date)
)
SELECT repeats, last_age, age, later, count(*) AS customers
FROM counted
GROUP BY repeats, last_age, age, later
ORDER BY repeats ASC NULLS LAST, last_age ASC NULLS LAST, age ASC NULLS LAST, later ASC NULLS LAST
