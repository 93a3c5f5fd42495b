-- Every customer with every group of goods that she bought: when it runs out, and how far past that she is.
-- age: 0 in use, 1 due, 2 pre-dormant, 3 and 4 the two dormancies; NULL where nothing is known.
SELECT customer_id, group_no, last_day, times, pieces, pace, lasts_days, days, due_day,
       (days - delivery_days) / nullif(lasts_days, 0) AS rho,
       CASE WHEN days >= second_days THEN 4
            WHEN season_day > CAST(@as_of AS date) THEN 0
            WHEN season_day IS NOT NULL THEN CASE WHEN season_day + grace_days >= CAST(@as_of AS date) THEN 1 ELSE 3 END
            WHEN (days - delivery_days) / nullif(lasts_days, 0) <= bound_1 THEN 0
            WHEN (days - delivery_days) / nullif(lasts_days, 0) <= bound_2 THEN 1
            WHEN (days - delivery_days) / nullif(lasts_days, 0) <= bound_3 THEN 2
            WHEN lasts_days > 0 THEN 3 END AS age
FROM (SELECT customer_id, group_no, last_day, times, pieces, pace, days, second_days, season_day, grace_days, bound_1, bound_2, bound_3,
             CASE WHEN season_day IS NULL THEN delivery_days ELSE 0 END AS delivery_days,
             CASE WHEN season_day IS NULL THEN lasts_days ELSE season_day + grace_days - last_day END AS lasts_days,
             CASE WHEN season_day IS NULL THEN last_day + delivery_days + CAST(floor(lasts_days + 0.5) AS integer) ELSE season_day END AS due_day
      FROM (SELECT customer_id, group_no, last_day, times, pieces, pace, days, second_days, season_day, grace_days, bound_1, bound_2, bound_3, delivery_days,
                   CASE WHEN pieces * piece_days * pace > 36500 THEN 36500 ELSE pieces * piece_days * pace END AS lasts_days
      FROM (SELECT h.customer_id, h.group_no, h.last_day, h.times, h.pieces, CAST(CAST(@as_of AS date) - h.last_day AS integer) AS days,
                   -- Her own gaps against the usual ones, as if two more had been usual; from a third to three times.
                   least(greatest(exp(coalesce(h.slower, 0) / (h.times + 1)), 1.0 / 3), 3.0) AS pace,
                   g.lasts_days AS piece_days, g.delivery_days, g.bound_1, g.bound_2, g.bound_3, g.second_days, g.grace_days, s.season_day
            FROM (SELECT customer_id, group_no, max(local_day) AS last_day, CAST(count(*) AS integer) AS times,
                         sum(CASE WHEN next_day IS NULL THEN pieces END) AS pieces,
                         sum(CASE WHEN next_day IS NOT NULL THEN ln(CAST(next_day - local_day AS double precision) / (pieces * piece_days)) END) AS slower
                  FROM (SELECT b.customer_id, b.group_no, b.local_day, g.lasts_days AS piece_days,
                               CASE WHEN g.by_quantity THEN CAST(greatest(least(b.quantity, g.most_pieces), 1) AS double precision) ELSE 1.0 END AS pieces,
                               lead(b.local_day) OVER (PARTITION BY b.customer_id, b.group_no ORDER BY b.local_day ASC NULLS LAST) AS next_day
                        FROM {{bought: customer_id bigint, group_no integer, local_day date, quantity bigint}} AS b
                        JOIN consumption_period AS g ON g.group_no = b.group_no AND g.snapshot_id = CAST(@snapshot AS bigint)) AS spaced
                  GROUP BY customer_id, group_no) AS h
            JOIN consumption_period AS g ON g.group_no = h.group_no AND g.snapshot_id = CAST(@snapshot AS bigint)
            LEFT JOIN (SELECT unnest(CAST(@season_rule AS bigint[])) AS season_rule, CAST(unnest(CAST(@season_from AS varchar[])) AS date) AS from_day,
                              CAST(unnest(CAST(@season_day AS varchar[])) AS date) AS season_day) AS s
              ON s.season_rule = g.season_rule AND h.last_day >= s.from_day AND h.last_day < s.season_day) AS held) AS bounded) AS lasting
