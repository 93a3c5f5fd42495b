-- Buyers, orders and money of three stretches of days by the stage, or the step of the ladder, on which they stood when the stretch began.
WITH picked AS (
  SELECT customer_id, gross_minor,
         CASE WHEN local_day >= CAST(@from_0 AS date) THEN 0 WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch
  FROM purchase
  WHERE local_day <= CAST(@to_0 AS date)
    AND (local_day >= CAST(@from_1 AS date) OR (local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date)))
    AND (void_day IS NULL OR void_day > CAST(@to_0 AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), buyer AS (
  SELECT customer_id, stretch, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM picked
  GROUP BY customer_id, stretch
), occasioned AS (
  SELECT customer_id, ordinal, before_day,
         CASE WHEN local_day >= CAST(@from_0 AS date) THEN 0 WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN 1 ELSE 2 END AS stretch,
         CASE WHEN local_day >= CAST(@from_0 AS date) THEN CAST(@from_0 AS date)
              WHEN local_day >= CAST(@from_1 AS date) AND local_day <= CAST(@to_1 AS date) THEN CAST(@from_1 AS date) ELSE CAST(@from_2 AS date) END AS began
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
  WHERE local_day >= CAST(@from_1 AS date) OR (local_day >= CAST(@from_2 AS date) AND local_day <= CAST(@to_2 AS date))
), stood AS (
  SELECT buyer.customer_id, buyer.stretch, buyer.orders, buyer.gross_minor, coalesce(ordinal - 1, 0) AS occasions, CAST(began - before_day AS integer) AS gap
  FROM buyer
  LEFT JOIN occasioned ON occasioned.customer_id = buyer.customer_id AND occasioned.stretch = buyer.stretch AND (before_day IS NULL OR before_day < began)
), named AS (
  SELECT stretch, orders, gross_minor, customer_id,
         CASE WHEN customer_id < 0 THEN 'keyless' WHEN occasions = 0 THEN 'prospect'
              WHEN CAST(@ladder AS boolean) THEN
                CASE WHEN occasions >= 5 AND gap <= CAST(@bound_3 AS integer) THEN 'fans' WHEN occasions = 1 AND gap <= CAST(@bound_2 AS integer) THEN 'new'
                     WHEN gap <= CAST(@bound_2 AS integer) THEN 'regular' WHEN gap <= CAST(@bound_4 AS integer) THEN 'holding' ELSE 'lapsed' END
              WHEN gap <= CAST(@bound_1 AS integer) THEN 'after_sale' WHEN gap <= CAST(@bound_2 AS integer) THEN 'active'
              WHEN gap <= CAST(@bound_3 AS integer) THEN 'silent' WHEN gap <= CAST(@bound_4 AS integer) THEN 'sleeping'
              WHEN gap <= CAST(@bound_5 AS integer) THEN 'lost' ELSE 'dead' END AS stage
  FROM stood
)
SELECT stretch, stage, count(*) AS buyers, CAST(sum(orders) AS bigint) AS orders, CAST(0 AS bigint) AS units, CAST(sum(gross_minor) AS bigint) AS amount_minor
FROM named
GROUP BY stretch, stage
ORDER BY stretch ASC NULLS LAST, stage ASC NULLS LAST
