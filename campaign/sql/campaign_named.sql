-- The campaign of a name in a shop, if any.
SELECT campaign_id FROM campaign WHERE shop_id = @shop AND name = @name
