-- Remove a sender.
DELETE FROM sender WHERE sender_id = CAST(@sender AS bigint)
