-- How many messages of a campaign are in which state, and what the accepted ones cost.
SELECT state, count(*) AS messages, CAST(coalesce(sum(cost_minor), 0) AS bigint) AS cost_minor
FROM message WHERE campaign_id = CAST(@campaign AS bigint) GROUP BY state
