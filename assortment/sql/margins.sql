-- The margin that each shop assumes for products without a cost.
SELECT shop_id, margin_bp FROM shop_view
WHERE CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)
ORDER BY shop_id ASC NULLS LAST
