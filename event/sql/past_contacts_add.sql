-- Adds the contacts that are new, of which something says when they happened.
INSERT INTO past_contact (customer_id, contact_id, shop_id, source_no, campaign_no, channel, arm, is_control, cost_minor, contacted_at, local_day, arrived_at, batch_id)
SELECT w.customer_id, CAST(@first AS bigint) + s.contact_ix, CAST(@shop AS bigint), s.source_no, s.campaign_no, s.channel, s.arm, coalesce(s.is_control, false), s.cost_minor,
       s.contacted_at, s.local_day, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_past_contact AS s JOIN stage_who AS w ON w.who_ix = s.who_ix
WHERE NOT EXISTS (SELECT 1 FROM past_contact AS c WHERE c.shop_id = CAST(@shop AS bigint) AND c.source_no = s.source_no)
  AND (s.local_day IS NOT NULL
    OR EXISTS (SELECT 1 FROM past_campaign AS p WHERE p.shop_id = CAST(@shop AS bigint) AND p.campaign_no = s.campaign_no))
