-- One shop by its number.
SELECT shop_id, name, platform, currency, time_zone, margin_bp, approval, created_at, coalesce(country, '') AS country
FROM shop WHERE shop_id = @shop
