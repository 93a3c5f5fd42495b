-- Customers by the days of a trend on which they were not dormant, by what is known of goods and paces today. The days are the ends of
-- so many months and the day of the scope: bit k of awake is that of month k, the last one that of the day; known_from is the first bit on which she had bought.
WITH spaced AS MATERIALIZED (
  SELECT b.customer_id, b.group_no, b.local_day, g.lasts_days AS piece_days, g.delivery_days, g.bound_3, g.second_days, g.grace_days, g.season_rule,
         CASE WHEN g.by_quantity THEN CAST(greatest(least(b.quantity, g.most_pieces), 1) AS double precision) ELSE 1.0 END AS pieces,
         lead(b.local_day) OVER (PARTITION BY b.customer_id, b.group_no ORDER BY b.local_day ASC NULLS LAST) AS next_day
  FROM {{bought: customer_id bigint, group_no integer, local_day date, quantity bigint}} AS b
  JOIN consumption_period AS g ON g.group_no = b.group_no AND g.snapshot_id = CAST(@snapshot AS bigint)
), paced AS (
  -- Her own gaps against the usual ones, as if two more had been usual; from a third to three times.
  SELECT customer_id, group_no,
         least(greatest(exp(coalesce(sum(CASE WHEN next_day IS NOT NULL THEN ln(CAST(next_day - local_day AS double precision) / (pieces * piece_days)) END), 0)
           / (count(*) + 1)), 1.0 / 3), 3.0) AS pace
  FROM spaced
  GROUP BY customer_id, group_no
), lasting AS (
  SELECT w.customer_id, w.local_day, w.next_day, w.second_days, w.delivery_days, w.grace_days, s.season_day, w.bound_3 * w.pieces * w.piece_days * p.pace AS enough_days
  FROM spaced AS w
  JOIN paced AS p ON p.customer_id = w.customer_id AND p.group_no = w.group_no
  LEFT JOIN (SELECT unnest(CAST(@season_rule AS bigint[])) AS season_rule, CAST(unnest(CAST(@season_from AS varchar[])) AS date) AS from_day,
                    CAST(unnest(CAST(@season_day AS varchar[])) AS date) AS season_day) AS s
    ON s.season_rule = w.season_rule AND w.local_day >= s.from_day AND w.local_day < s.season_day
), awake AS (
  SELECT customer_id, local_day,
         least(next_day - 1, local_day + least(second_days - 1, CASE WHEN season_day IS NOT NULL THEN CAST(season_day + grace_days - local_day AS integer)
           WHEN enough_days < 36500 THEN delivery_days + CAST(floor(enough_days) AS integer) ELSE 36500 END)) AS last_awake
  FROM lasting
), stretch AS (
  SELECT customer_id,
         least(greatest(CAST(extract(year FROM local_day) * 12 + extract(month FROM local_day) - 1 AS integer) - CAST(@first_month AS integer), 0), CAST(@months AS integer)) AS from_bit,
         CASE WHEN last_awake >= CAST(@as_of AS date) THEN CAST(@months AS integer)
              ELSE greatest(CAST(extract(year FROM last_awake + 1) * 12 + extract(month FROM last_awake + 1) - 1 AS integer) - CAST(@first_month AS integer), 0) - 1 END AS to_bit
  FROM awake
), marked AS (
  SELECT customer_id, min(from_bit) AS known_from,
         bit_or(CASE WHEN to_bit >= from_bit THEN (CAST(1 AS bigint) << (to_bit + 1)) - (CAST(1 AS bigint) << from_bit) ELSE 0 END) AS awake
  FROM stretch
  GROUP BY customer_id
)
SELECT known_from, awake, count(*) AS customers FROM marked GROUP BY known_from, awake
ORDER BY known_from ASC NULLS LAST, awake ASC NULLS LAST
