-- All shops, the first one first.
SELECT shop_id, name, platform, currency, time_zone, margin_bp, approval, created_at
FROM shop ORDER BY shop_id ASC NULLS LAST
