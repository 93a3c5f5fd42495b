-- Forgets that a campaign was a wave.
DELETE FROM programme_wave WHERE campaign_id = @campaign
