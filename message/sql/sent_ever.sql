-- A message of a campaign that was handed over, or may have been.
SELECT message_id FROM message WHERE campaign_id = CAST(@campaign AS bigint) AND state IN (2, 4)
ORDER BY message_id ASC NULLS LAST LIMIT 1
