-- What is left of a campaign: messages queued, when the first is due, and messages in somebody's hands.
SELECT CAST(coalesce(sum(CASE WHEN state = 0 THEN 1 ELSE 0 END), 0) AS bigint) AS queued,
       CAST(coalesce(sum(CASE WHEN state = 1 THEN 1 ELSE 0 END), 0) AS bigint) AS claimed,
       min(CASE WHEN state = 0 THEN planned_at END) AS due
FROM contact WHERE campaign_id = CAST(@campaign AS bigint) AND state IN (0, 1)
