-- One sender.
SELECT sender_id, name, channel, config_sealed, from_address, rate_per_second, cost_minor, created_at
FROM sender WHERE sender_id = CAST(@sender AS bigint)
