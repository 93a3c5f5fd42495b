-- Campaigns with the currency of their shop: one by its number, or those of a shop and a state, newest first.
SELECT c.campaign_id, c.shop_id, s.currency, c.name, c.goal, c.purpose, c.state, c.segment_id, c.segment_version, c.as_of, c.everybody_ok,
       c.exclusions, c.channel, c.sender_id, c.control_share_bp, c.windows, c.primary_window, c.scheduled_at, c.rate_per_second,
       c.coupon_minor, c.margin_bp, c.salt, c.created_at, c.created_by, c.submitted_at, c.submitted_by, c.approved_at, c.approved_by,
       c.started_at, c.finished_at, c.acknowledged_at, c.note,
       coalesce(c.note_code, '') AS note_code, coalesce(c.note_said, '') AS note_said, coalesce(c.coupon_code, '') AS coupon_code
FROM campaign AS c JOIN shop_view AS s ON s.shop_id = c.shop_id
WHERE (CAST(@campaign AS bigint) = 0 OR c.campaign_id = CAST(@campaign AS bigint))
  AND (CAST(@shop AS bigint) = 0 OR c.shop_id = CAST(@shop AS bigint))
  AND (CAST(@state AS varchar) = '' OR c.state = CAST(@state AS varchar))
ORDER BY c.campaign_id DESC NULLS LAST
LIMIT CAST(@page AS bigint) OFFSET CAST(@skip AS bigint)
