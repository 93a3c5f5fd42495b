-- The staged contacts of which nothing says when they happened: neither they nor a listed campaign.
SELECT s.contact_ix FROM stage_past_contact AS s
WHERE s.local_day IS NULL
  AND NOT EXISTS (SELECT 1 FROM past_campaign AS p WHERE p.shop_id = CAST(@shop AS bigint) AND p.campaign_no = s.campaign_no)
ORDER BY s.contact_ix ASC NULLS LAST
