-- Messages of a campaign that are due, in the order of their numbers from behind a number.
SELECT customer_id, message_id, arm_no, stage, stage_since
FROM message
WHERE campaign_id = CAST(@campaign AS bigint) AND state = 0 AND planned_at <= CAST(@now AS timestamptz) AND message_id > CAST(@behind AS bigint)
ORDER BY message_id ASC NULLS LAST LIMIT CAST(@most AS bigint)
