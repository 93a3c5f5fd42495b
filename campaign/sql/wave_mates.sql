-- The other campaigns of the step of a campaign.
SELECT o.campaign_id FROM programme_wave AS w JOIN programme_wave AS o ON o.step_id = w.step_id AND o.campaign_id <> w.campaign_id
WHERE w.campaign_id = CAST(@campaign AS bigint)
ORDER BY o.campaign_id ASC NULLS LAST
