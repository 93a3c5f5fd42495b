-- How many customers stand on each rung of the ladder, and what they brought.
SELECT ladder, count(*) AS customers, CAST(sum(net_minor) AS bigint) AS net_minor
FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint) GROUP BY ladder ORDER BY ladder ASC NULLS LAST
