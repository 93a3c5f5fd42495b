-- Adds a shop.
INSERT INTO shop (shop_id, name, platform, currency, time_zone, margin_bp, approval, created_at, country)
VALUES (CAST(@shop AS bigint), @name, @platform, @currency, @zone, CAST(@margin AS integer), CAST(@approval AS boolean), CAST(@created AS timestamptz), nullif(CAST(@country AS varchar), ''))
