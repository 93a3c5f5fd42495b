-- Visitors and their cost of each stretch of days by source.
SELECT stretch, source, source_group, CAST(sum(visitors) AS bigint) AS visitors, CAST(coalesce(sum(buyers), 0) AS bigint) AS buyers,
       CAST(sum(cost_minor) AS bigint) AS cost_minor
FROM (SELECT source, source_group, visitors, buyers, cost_minor,
             CAST(CAST(@to_day AS date) - local_day AS integer) / CAST(@days AS integer) AS stretch
      FROM visits
      WHERE local_day <= CAST(@to_day AS date)
        AND local_day <= CAST(@as_of AS date) AND local_day > CAST(@to_day AS date) - CAST(@history_days AS integer)
        AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))) AS picked
GROUP BY stretch, source, source_group
ORDER BY stretch ASC NULLS LAST, source ASC NULLS LAST, source_group ASC NULLS LAST
