-- Changes what a person decides about a draft.
UPDATE campaign SET shop_id = @shop, name = @name, goal = @goal, purpose = @purpose, segment_id = @segment, as_of = CAST(@as_of AS date),
       everybody_ok = @everybody_ok, exclusions = @exclusions, channel = @channel, sender_id = @sender, control_share_bp = @control_share,
       windows = @windows, primary_window = @primary_window, scheduled_at = CAST(@scheduled AS timestamptz), rate_per_second = @rate,
       coupon_minor = @coupon, coupon_code = @coupon_code, margin_bp = @margin
WHERE campaign_id = @campaign AND state = 'draft'
