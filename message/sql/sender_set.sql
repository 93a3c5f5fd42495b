-- A sender's new settings.
UPDATE sender SET name = @name, config_sealed = @config, from_address = @from, rate_per_second = CAST(@rate AS integer), cost_minor = CAST(@cost AS bigint)
WHERE sender_id = CAST(@sender AS bigint)
