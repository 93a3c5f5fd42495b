-- A new sender.
INSERT INTO sender (sender_id, name, channel, config_sealed, from_address, rate_per_second, cost_minor, created_at)
VALUES (CAST(@sender AS bigint), @name, @channel, @config, @from, CAST(@rate AS integer), CAST(@cost AS bigint), CAST(@created AS timestamptz))
