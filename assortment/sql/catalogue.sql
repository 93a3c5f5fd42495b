-- The products of a shop with their categories.
SELECT product_id, coalesce(category, '') AS category
FROM product_view
WHERE CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)
ORDER BY product_id ASC NULLS LAST
