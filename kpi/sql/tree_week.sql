-- By ISO week: buyers, first-time buyers, orders and money, as known at the end.
WITH picked AS (
  SELECT customer_id, local_day, gross_minor, CAST(local_day - CAST('1970-01-05' AS date) AS integer) / 7 AS week
  FROM purchase
  WHERE local_day >= CAST(@from_day AS date) AND local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), opening AS (
  SELECT customer_id, first_day, next_day AS second_day
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
  WHERE ordinal = 1
), buyer AS (
  SELECT customer_id, week, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM picked
  GROUP BY customer_id, week
), told AS (
  SELECT buyer.week, 1 AS buyers, CASE WHEN CAST(opening.first_day - CAST('1970-01-05' AS date) AS integer) / 7 = buyer.week THEN 1 ELSE 0 END AS newcomers,
         CASE WHEN CAST(opening.second_day - CAST('1970-01-05' AS date) AS integer) / 7 = buyer.week THEN 1 ELSE 0 END AS seconds,
         buyer.orders, buyer.gross_minor, 0 AS visitors
  FROM buyer
  LEFT JOIN opening ON opening.customer_id = buyer.customer_id
  UNION ALL
  SELECT CAST(local_day - CAST('1970-01-05' AS date) AS integer) / 7 AS week, 0, 0, 0, 0, 0, visitors
  FROM visits
  WHERE local_day >= CAST(@from_day AS date) AND local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
)
SELECT week, CAST(sum(buyers) AS bigint) AS buyers, CAST(sum(newcomers) AS bigint) AS newcomers, CAST(sum(seconds) AS bigint) AS seconds,
       CAST(sum(orders) AS bigint) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor, CAST(sum(visitors) AS bigint) AS visitors
FROM told
GROUP BY week
ORDER BY week ASC NULLS LAST
