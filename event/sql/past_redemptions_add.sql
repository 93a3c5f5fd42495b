-- Adds the redemptions that are new.
INSERT INTO past_redemption (customer_id, redemption_id, shop_id, source_no, campaign_no, coupon_no, order_no, amount_minor, redeemed_at, local_day, arrived_at, batch_id)
SELECT w.customer_id, CAST(@first AS bigint) + s.redemption_ix, CAST(@shop AS bigint), s.source_no, s.campaign_no, s.coupon_no, s.order_no, s.amount_minor,
       s.redeemed_at, s.local_day, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_past_redemption AS s JOIN stage_who AS w ON w.who_ix = s.who_ix
WHERE NOT EXISTS (SELECT 1 FROM past_redemption AS r WHERE r.shop_id = CAST(@shop AS bigint) AND r.source_no = s.source_no)
