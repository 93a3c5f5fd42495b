-- How many new customers stand in each state, by the month of their first purchase, and how many of them have had the days to come back.
SELECT CAST(extract(year FROM q.first_day) * 12 + extract(month FROM q.first_day) - 1 AS integer) AS month, q.cultivation, count(*) AS customers,
       count(CASE WHEN q.first_day <= CAST(@cultivated_matured AS date) THEN 1 END) AS matured
FROM {{cultivated: customer_id bigint, first_day date, before_day date, cultivation varchar, before_cultivation varchar}} AS q
WHERE q.first_day BETWEEN CAST(@cultivated_from AS date) AND CAST(@cultivated_to AS date)
GROUP BY 1, q.cultivation
ORDER BY 1 ASC NULLS LAST, q.cultivation ASC NULLS LAST
