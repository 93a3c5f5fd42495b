-- The products of a snapshot of the matrix, best-selling first.
SELECT product_role.product_id, product_view.external_no, title, coalesce(category, '') AS category, coalesce(brand, '') AS brand,
       role, reason, compared, units, units_before, sales_minor, sales_before_minor, unit_margin_minor, cost_known,
       buyers, first_buyers, watched, rebuyers, baskets, shared, age_days, popularity, margin_index, acquisition, together, stickiness, growth
FROM product_role
JOIN product_view ON product_view.product_id = product_role.product_id
WHERE snapshot_id = CAST(@snapshot AS bigint)
ORDER BY sales_minor DESC NULLS LAST, product_role.product_id ASC NULLS LAST
