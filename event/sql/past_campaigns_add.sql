-- Adds the past campaigns that are new.
INSERT INTO past_campaign (shop_id, campaign_no, name, kind, start_day, end_day, arrived_at, batch_id)
SELECT CAST(@shop AS bigint), s.campaign_no, s.name, s.kind, s.start_day, s.end_day, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_past_campaign AS s
WHERE NOT EXISTS (SELECT 1 FROM past_campaign AS p WHERE p.shop_id = CAST(@shop AS bigint) AND p.campaign_no = s.campaign_no)
