-- The names of some campaigns.
SELECT campaign_id, name FROM campaign WHERE campaign_id IN (SELECT unnest(CAST(@campaigns AS bigint[])))
