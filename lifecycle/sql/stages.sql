-- How many customers stand in each stage of a published snapshot, and what they brought.
SELECT stage, count(*) AS customers, CAST(sum(net_minor) AS bigint) AS net_minor
FROM customer_feature WHERE snapshot_id = @snapshot GROUP BY stage ORDER BY stage ASC NULLS LAST
