-- By day of the first purchase: new customers, who came back within the days, and who came back at all.
SELECT local_day AS first_day, count(*) AS customers, count(CASE WHEN next_day <= local_day + CAST(@days AS integer) THEN 1 END) AS within_days,
       count(next_day) AS ever
FROM {{occasion: customer_id bigint, local_day date, ordinal integer, first_day date, before_day date, next_day date, orders integer, gross_minor bigint}} AS occasion
WHERE ordinal = 1
GROUP BY local_day
ORDER BY local_day ASC NULLS LAST
