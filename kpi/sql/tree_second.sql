-- Customers who first bought in three stretches of days, each moved back by so many days, and how many of them came back within these days.
SELECT stretch, count(*) AS customers, count(CASE WHEN next_day <= local_day + CAST(@days AS integer) THEN 1 END) AS within_days
FROM (SELECT local_day, next_day,
             CASE WHEN local_day >= CAST(@from_0 AS date) - CAST(@days AS integer) THEN 0 WHEN local_day >= CAST(@from_1 AS date) - CAST(@days AS integer) THEN 1 ELSE 2 END AS stretch
      FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
      WHERE ordinal = 1
        AND ((local_day >= CAST(@from_0 AS date) - CAST(@days AS integer) AND local_day <= CAST(@to_0 AS date) - CAST(@days AS integer))
          OR (local_day >= CAST(@from_1 AS date) - CAST(@days AS integer) AND local_day <= CAST(@to_1 AS date) - CAST(@days AS integer))
          OR (local_day >= CAST(@from_2 AS date) - CAST(@days AS integer) AND local_day <= CAST(@to_2 AS date) - CAST(@days AS integer)))) AS newcomer
GROUP BY stretch
ORDER BY stretch ASC NULLS LAST
