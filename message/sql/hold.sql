-- Waiting messages that the gate holds back at hand-over, with the reason.
UPDATE message SET state = 6, code = r.code, done_at = CAST(@done AS timestamptz)
FROM (SELECT unnest(CAST(@ids AS bigint[])) AS message_id, unnest(CAST(@codes AS varchar[])) AS code) AS r
WHERE message.campaign_id = CAST(@campaign AS bigint) AND message.state = 0 AND message.message_id = r.message_id
RETURNING message.customer_id, message.code
