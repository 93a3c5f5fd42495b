-- Visitors, buyers and cost of every source by month.
SELECT source, max(source_group) AS source_group, CAST(extract(year FROM local_day) * 12 + extract(month FROM local_day) - 1 AS integer) AS month_no,
       CAST(sum(visitors) AS bigint) AS visitors, CAST(sum(new_visitors) AS bigint) AS new_visitors, CAST(sum(buyers) AS bigint) AS buyers,
       CAST(sum(cost_minor) AS bigint) AS cost_minor, count(DISTINCT local_day) AS days
FROM visits
WHERE local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
GROUP BY source, month_no
ORDER BY source ASC NULLS LAST, month_no ASC NULLS LAST
