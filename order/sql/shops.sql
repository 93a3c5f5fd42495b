-- All shops, the first one first.
SELECT shop_id, name, platform, currency, time_zone, margin_bp, approval, created_at, coalesce(country, '') AS country
FROM shop ORDER BY shop_id ASC NULLS LAST
