-- Forgets the price tiers of a shop.
DELETE FROM price_tier WHERE shop_id = CAST(@shop AS bigint)
