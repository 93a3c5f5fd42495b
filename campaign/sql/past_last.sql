-- The last day of which anything is told of past campaigns.
SELECT max(d.local_day) AS last_day
FROM (
  SELECT shop_id, start_day AS local_day FROM campaign_before
  UNION ALL SELECT shop_id, local_day FROM contacted_before
  UNION ALL SELECT shop_id, local_day FROM redeemed_before
) AS d
WHERE (CAST(@shop AS bigint) = 0 OR d.shop_id = CAST(@shop AS bigint)) AND d.local_day IS NOT NULL
HAVING max(d.local_day) IS NOT NULL
