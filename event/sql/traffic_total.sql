-- Visitors and money spent on them by source over the days (after, until].
SELECT source, source_group, sum(visitors) AS visitors, sum(cost_minor) AS cost_minor
FROM traffic
WHERE (@shop = 0 OR shop_id = @shop) AND local_day > @after_day AND local_day <= @until_day
GROUP BY source, source_group
ORDER BY visitors DESC NULLS LAST, source NULLS LAST
