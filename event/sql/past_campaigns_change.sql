-- Brings known past campaigns to what the file says of them now; what it does not say stays.
UPDATE past_campaign SET name = coalesce(s.name, past_campaign.name), kind = coalesce(s.kind, past_campaign.kind), start_day = s.start_day,
       end_day = coalesce(s.end_day, past_campaign.end_day), arrived_at = CAST(@arrived AS timestamptz), batch_id = CAST(@batch AS bigint)
FROM stage_past_campaign AS s
WHERE past_campaign.shop_id = CAST(@shop AS bigint) AND past_campaign.campaign_no = s.campaign_no
  AND (past_campaign.start_day <> s.start_day
    OR s.name IS NOT NULL AND past_campaign.name IS DISTINCT FROM s.name
    OR s.kind IS NOT NULL AND past_campaign.kind IS DISTINCT FROM s.kind
    OR s.end_day IS NOT NULL AND past_campaign.end_day IS DISTINCT FROM s.end_day)
