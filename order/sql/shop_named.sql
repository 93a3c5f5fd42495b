-- One shop by its name, the first of several.
SELECT shop_id, name, platform, currency, time_zone, margin_bp, approval, created_at, coalesce(country, '') AS country
FROM shop WHERE name = @name ORDER BY shop_id ASC NULLS LAST LIMIT 1
