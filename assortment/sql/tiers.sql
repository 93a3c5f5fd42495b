-- The merchant's price tiers of a shop.
SELECT name, from_minor FROM price_tier WHERE shop_id = CAST(@shop AS bigint) ORDER BY tier_no ASC NULLS LAST
