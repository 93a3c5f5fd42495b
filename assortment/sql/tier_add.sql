-- One price tier.
INSERT INTO price_tier (shop_id, tier_no, name, from_minor)
VALUES (CAST(@shop AS bigint), CAST(@tier AS integer), @name, CAST(@from_minor AS bigint))
