-- The currencies of one shop, or of all shops with orders (shop 0).
SELECT DISTINCT currency FROM shop_view
WHERE shop_id = CAST(@shop AS bigint)
   OR (CAST(@shop AS bigint) = 0 AND EXISTS (SELECT 1 FROM purchase WHERE purchase.shop_id = shop_view.shop_id))
ORDER BY currency ASC NULLS LAST
