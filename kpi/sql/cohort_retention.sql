-- By month of the first purchase and months since: how many bought in it, in how many orders, for how much.
WITH monthly AS (
  SELECT customer_id,
         CAST(extract(year FROM first_day) * 12 + extract(month FROM first_day) - 1 AS integer) AS cohort,
         CAST(extract(year FROM local_day) * 12 + extract(month FROM local_day) - 1 AS integer) AS bought_in,
         CAST(sum(orders) AS bigint) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
  GROUP BY customer_id, cohort, bought_in
)
SELECT cohort, bought_in - cohort AS months, count(*) AS customers, CAST(sum(orders) AS bigint) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
FROM monthly
GROUP BY cohort, months
ORDER BY cohort ASC NULLS LAST, months ASC NULLS LAST
