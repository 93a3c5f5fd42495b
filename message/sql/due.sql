-- Messages of a campaign that are due, those tried less first, then in the order of their numbers, from behind a place.
SELECT customer_id, message_id, arm_no, stage, stage_since, attempts
FROM message
WHERE campaign_id = CAST(@campaign AS bigint) AND state = 0 AND planned_at <= CAST(@now AS timestamptz)
  AND (attempts > CAST(@attempts AS smallint) OR attempts = CAST(@attempts AS smallint) AND message_id > CAST(@behind AS bigint))
ORDER BY attempts ASC NULLS LAST, message_id ASC NULLS LAST LIMIT CAST(@most AS bigint)
