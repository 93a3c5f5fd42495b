-- By month of the first purchase and months since: how many bought in it, in how many orders, for how much.
WITH bought AS (
  SELECT customer_id, local_day, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date) AND (void_day IS NULL OR void_day > CAST(@as_of AS date))
    AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id, local_day
), dated AS (
  SELECT customer_id, local_day, orders, gross_minor, min(local_day) OVER (PARTITION BY customer_id) AS first_day
  FROM bought
), monthly AS (
  SELECT customer_id,
         CAST(extract(year FROM first_day) * 12 + extract(month FROM first_day) - 1 AS integer) AS cohort,
         CAST(extract(year FROM local_day) * 12 + extract(month FROM local_day) - 1 AS integer) AS bought_in,
         CAST(sum(orders) AS bigint) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM dated
  GROUP BY customer_id, cohort, bought_in
)
SELECT cohort, bought_in - cohort AS months, count(*) AS customers, CAST(sum(orders) AS bigint) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
FROM monthly
GROUP BY cohort, months
ORDER BY cohort ASC NULLS LAST, months ASC NULLS LAST
