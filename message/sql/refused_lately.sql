-- Messages of a campaign that failed since the last delivery, apart from those to addresses that do not exist.
SELECT m.message_id, m.customer_id, m.code
FROM message AS m
WHERE m.campaign_id = CAST(@campaign AS bigint) AND m.state = 3
  AND m.done_at > (SELECT coalesce(max(s.done_at), CAST('1970-01-01 00:00:00+00' AS timestamptz)) FROM message AS s
                   WHERE s.campaign_id = CAST(@campaign AS bigint) AND s.state = 2)
  AND NOT EXISTS (SELECT 1 FROM message_event AS e WHERE e.customer_id = m.customer_id AND e.message_id = m.message_id AND e.kind = 'bounce')
ORDER BY m.message_id ASC NULLS LAST LIMIT 64
