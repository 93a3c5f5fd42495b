-- By day of the first purchase: new customers, who came back within the days, and who came back at all.
WITH opening AS (
  SELECT customer_id, min(local_day) AS first_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
), sequel AS (
  SELECT opening.customer_id, opening.first_day, min(CASE WHEN purchase.local_day > opening.first_day THEN purchase.local_day END) AS second_day
  FROM opening
  JOIN purchase ON purchase.customer_id = opening.customer_id
  WHERE purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR purchase.shop_id = CAST(@shop AS bigint))
  GROUP BY opening.customer_id, opening.first_day
)
SELECT first_day, count(*) AS customers, count(CASE WHEN second_day <= first_day + CAST(@days AS integer) THEN 1 END) AS within_days,
       count(second_day) AS ever
FROM sequel
GROUP BY first_day
ORDER BY first_day ASC NULLS LAST
