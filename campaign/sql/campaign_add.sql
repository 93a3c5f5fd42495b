-- A new draft.
INSERT INTO campaign (campaign_id, shop_id, name, goal, purpose, state, segment_id, segment_version, as_of, everybody_ok, exclusions,
                      channel, sender_id, control_share_bp, windows, primary_window, scheduled_at, rate_per_second, coupon_minor, margin_bp,
                      salt, created_at, created_by, submitted_by, approved_by, note, coupon_code)
VALUES (@campaign, @shop, @name, @goal, @purpose, 'draft', @segment, 0, CAST(@as_of AS date), @everybody_ok, @exclusions,
        @channel, @sender, @control_share, @windows, @primary_window, CAST(@scheduled AS timestamptz), @rate, @coupon, @margin,
        @salt, CAST(@created AS timestamptz), @created_by, '', '', '', @coupon_code)
