-- What can be bought, for making groups of goods that stand for each other.
SELECT product_id, shop_id, external_no, title, coalesce(category, '') AS category, period_days, coalesce(consumption_group, '') AS consumption_group
FROM product_view
WHERE CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)
ORDER BY product_id ASC NULLS LAST
