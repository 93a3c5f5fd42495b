-- Adds the products that are new.
INSERT INTO product (product_id, shop_id, external_no, title, category, brand, cost_minor, list_minor, listed_day, stock, period_days, consumption_group,
                     arrived_at, batch_id)
SELECT CAST(@first AS bigint) - 1 + row_number() OVER (ORDER BY s.product_ix ASC NULLS LAST), CAST(@shop AS bigint), s.external_no,
       coalesce(s.title, s.external_no), s.category, s.brand, s.cost_minor, s.list_minor, s.listed_day, s.stock, s.period_days, s.consumption_group,
       CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_ware AS s
WHERE NOT EXISTS (SELECT 1 FROM product AS p WHERE p.shop_id = CAST(@shop AS bigint) AND p.external_no = s.external_no)
