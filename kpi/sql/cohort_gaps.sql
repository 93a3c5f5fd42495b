-- Follow-up of every purchase occasion to the next one, by its ordinal (5: fifth or later) and the month it fell in.
WITH gap AS (
  SELECT CASE WHEN ordinal < 5 THEN ordinal ELSE 5 END AS ordinal,
         CAST(extract(year FROM local_day) * 12 + extract(month FROM local_day) - 1 AS integer) AS started,
         CAST(coalesce(next_day, CAST(@as_of AS date)) - local_day AS integer) AS days, next_day
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
)
SELECT CAST(ordinal AS integer), started, days, count(next_day) AS events, count(*) - count(next_day) AS censored
FROM gap
GROUP BY ordinal, started, days
ORDER BY ordinal ASC NULLS LAST, started ASC NULLS LAST, days ASC NULLS LAST
