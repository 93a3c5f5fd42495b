-- Which customers are likeliest to buy which goods again, by the log-odds of a regression; the clock's columns come first.
SELECT r.customer_id, r.group_no, g.name, r.days, r.times, r.lasts_days, r.due_day, 1 / (1 + exp(0 - r.odds)) AS chance
FROM (SELECT customer_id, group_no, days, times, lasts_days, due_day,
             CAST(@b0 AS double precision) + CAST(@b1 AS double precision) * past + CAST(@b2 AS double precision) * CASE WHEN past > 0 THEN past ELSE 0 END
               + CAST(@b3 AS double precision) * ln(lasts_days + 1) + CAST(@b4 AS double precision) * ln(pace) + CAST(@b5 AS double precision) * ln(CAST(times AS double precision))
               + CAST(@b6 AS double precision) * ln(CAST(recency_days AS double precision) + 1) + CAST(@b7 AS double precision) * ln(CAST(occasions AS double precision)) AS odds
      FROM (SELECT j.customer_id, j.group_no, j.days, j.times, j.lasts_days, j.pace, j.due_day, f.recency_days, f.occasions,
                   ln((CAST(j.days AS double precision) + 1) / (j.lasts_days + 1)) AS past
            FROM {{judged: customer_id bigint, group_no integer, days integer, times integer, lasts_days double precision, pace double precision, due_day date}} AS j
            JOIN customer_feature AS f ON f.customer_id = j.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
            WHERE j.lasts_days > 0) AS known) AS r
JOIN consumption_period AS g ON g.group_no = r.group_no AND g.snapshot_id = CAST(@snapshot AS bigint)
ORDER BY r.odds DESC NULLS LAST, r.customer_id ASC NULLS LAST, r.group_no ASC NULLS LAST
LIMIT CAST(@limit AS bigint)
