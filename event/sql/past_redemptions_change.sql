-- Brings known redemptions to what the file says of them now; what it does not say stays.
UPDATE past_redemption SET order_no = coalesce(s.order_no, past_redemption.order_no), amount_minor = coalesce(s.amount_minor, past_redemption.amount_minor)
FROM stage_past_redemption AS s
WHERE past_redemption.shop_id = CAST(@shop AS bigint) AND past_redemption.source_no = s.source_no
  AND (s.order_no IS NOT NULL AND past_redemption.order_no IS DISTINCT FROM s.order_no
    OR s.amount_minor IS NOT NULL AND past_redemption.amount_minor IS DISTINCT FROM s.amount_minor)
