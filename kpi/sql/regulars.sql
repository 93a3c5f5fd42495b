-- Numerators and denominators of the two readings of the repeat rate of active regulars: each is counted at her last occasion before the days, and at her last of all.
WITH counted AS (
  SELECT local_day <= CAST(@as_of AS date) - CAST(@days AS integer) AND local_day > CAST(@as_of AS date) - 2 * CAST(@days AS integer) AND (next_day IS NULL OR next_day > CAST(@as_of AS date) - CAST(@days AS integer)) AS active,
         next_day IS NOT NULL AS since, next_day IS NULL AS latest, local_day > CAST(@as_of AS date) - CAST(@days AS integer) AS lately
  FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
  WHERE ordinal > 1
)
SELECT count(CASE WHEN active AND since THEN 1 END) AS d1_numerator,
       count(CASE WHEN active THEN 1 END) AS d1_denominator,
       count(CASE WHEN latest AND lately THEN 1 END) AS d2_numerator,
       count(CASE WHEN latest THEN 1 END) AS d2_denominator
FROM counted
