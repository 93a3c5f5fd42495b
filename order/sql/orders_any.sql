-- Whether a shop has any order.
SELECT 1 AS one FROM orders WHERE shop_id = @shop LIMIT 1
