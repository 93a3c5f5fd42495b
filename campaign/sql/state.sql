-- In which state a campaign is.
SELECT state FROM campaign WHERE campaign_id = @campaign
