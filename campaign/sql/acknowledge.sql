-- Somebody took note of a result.
UPDATE campaign SET acknowledged_at = CAST(@acknowledged AS timestamptz) WHERE campaign_id = @campaign AND acknowledged_at IS NULL
