-- Products of a shop by their outside number, the newest first.
SELECT product_id FROM product_view
WHERE external_no = @number AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
ORDER BY product_id DESC NULLS LAST
