-- How many new customers moved from which state to which between two days; outside: not in the cohort on that day.
WITH place AS (
  SELECT CASE WHEN q.before_day BETWEEN CAST(@cultivated_from AS date) AND CAST(@cultivated_to AS date) THEN q.before_cultivation ELSE 'outside' END AS origin,
         CASE WHEN q.first_day BETWEEN CAST(@cultivated_from AS date) AND CAST(@cultivated_to AS date) THEN q.cultivation ELSE 'outside' END AS target
  FROM {{cultivated: customer_id bigint, first_day date, before_day date, cultivation varchar, before_cultivation varchar}} AS q
)
SELECT origin, target, count(*) AS customers FROM place
WHERE origin <> 'outside' OR target <> 'outside'
GROUP BY origin, target
ORDER BY origin ASC NULLS LAST, target ASC NULLS LAST
