-- Forgets the bounces of messages: the server spoke of the sender.
DELETE FROM message_event
WHERE campaign_id = CAST(@campaign AS bigint) AND kind = 'bounce' AND message_id IN (SELECT unnest(CAST(@ids AS bigint[])))
