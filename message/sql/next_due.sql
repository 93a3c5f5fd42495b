-- When the next queued message of a campaign is due.
SELECT min(planned_at) AS due FROM message WHERE campaign_id = CAST(@campaign AS bigint) AND state = 0
