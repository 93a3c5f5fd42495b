-- What the margin of each shop is made of: its own, and the costs of its products.
SELECT s.shop_id, s.margin_bp, count(p.cost_minor) AS costed, CAST(coalesce(sum(p.cost_minor), 0) AS bigint) AS cost
FROM shop_view AS s
LEFT JOIN product_view AS p ON p.shop_id = s.shop_id
WHERE CAST(@shop AS bigint) = 0 OR s.shop_id = CAST(@shop AS bigint)
GROUP BY s.shop_id, s.margin_bp
ORDER BY s.shop_id ASC NULLS LAST
