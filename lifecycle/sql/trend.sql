-- The dormant on past days, by what is known of goods and paces today: who had bought by then, and who of them was not dormant.
SELECT m.day, m.base, coalesce(a.awake, 0) AS awake
FROM (SELECT t.day, count(*) AS base
      FROM (SELECT CAST(unnest(CAST(@days AS varchar[])) AS date) AS day) AS t
      JOIN (SELECT customer_id, min(local_day) AS first_day
            FROM {{bought: customer_id bigint, group_no integer, local_day date, quantity bigint}} AS b GROUP BY customer_id) AS f ON f.first_day <= t.day
      GROUP BY t.day) AS m
LEFT JOIN (SELECT day, count(*) AS awake
           FROM (SELECT u.customer_id, t.day
                 FROM (SELECT w.customer_id, w.local_day, w.next_day,
                              least(w.second_days - 1, CASE WHEN s.season_day IS NOT NULL THEN s.season_day + w.grace_days - w.local_day
                                WHEN w.pieces * w.piece_days * least(greatest(exp(coalesce(w.slower, 0) / (w.times + 1)), 1.0 / 3), 3.0) * w.bound_3 < 36500
                                THEN w.delivery_days + CAST(floor(w.bound_3 * w.pieces * w.piece_days
                                  * least(greatest(exp(coalesce(w.slower, 0) / (w.times + 1)), 1.0 / 3), 3.0)) AS integer)
                                ELSE 36500 END) AS awake_days
                       FROM (SELECT customer_id, group_no, local_day, next_day, pieces, piece_days, delivery_days, bound_3, second_days, grace_days, season_rule,
                                    count(*) OVER (PARTITION BY customer_id, group_no) AS times,
                                    sum(CASE WHEN next_day IS NOT NULL THEN ln(CAST(next_day - local_day AS double precision) / (pieces * piece_days)) END)
                                      OVER (PARTITION BY customer_id, group_no) AS slower
                             FROM (SELECT b.customer_id, b.group_no, b.local_day, g.lasts_days AS piece_days, g.delivery_days, g.bound_3, g.second_days,
                                          g.grace_days, g.season_rule,
                                          CASE WHEN g.by_quantity THEN CAST(greatest(least(b.quantity, g.most_pieces), 1) AS double precision) ELSE 1.0 END AS pieces,
                                          lead(b.local_day) OVER (PARTITION BY b.customer_id, b.group_no ORDER BY b.local_day ASC NULLS LAST) AS next_day
                                   FROM {{bought}} AS b
                                   JOIN consumption_period AS g ON g.group_no = b.group_no AND g.snapshot_id = CAST(@snapshot AS bigint)) AS spaced) AS w
                       LEFT JOIN (SELECT unnest(CAST(@season_rule AS bigint[])) AS season_rule, CAST(unnest(CAST(@season_from AS varchar[])) AS date) AS from_day,
                                         CAST(unnest(CAST(@season_day AS varchar[])) AS date) AS season_day) AS s
                         ON s.season_rule = w.season_rule AND w.local_day >= s.from_day AND w.local_day < s.season_day) AS u
                 JOIN (SELECT CAST(unnest(CAST(@days AS varchar[])) AS date) AS day) AS t
                   ON t.day >= u.local_day AND t.day <= u.local_day + CAST(u.awake_days AS integer) AND (u.next_day IS NULL OR t.day < u.next_day)
                 GROUP BY u.customer_id, t.day) AS lively
           GROUP BY day) AS a ON a.day = m.day
ORDER BY m.day ASC NULLS LAST
