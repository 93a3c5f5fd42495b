-- Adds the products that are new.
INSERT INTO product (product_id, shop_id, external_no, title, category, arrived_at, batch_id)
SELECT CAST(@first AS bigint) - 1 + row_number() OVER (ORDER BY s.product_ix ASC NULLS LAST), CAST(@shop AS bigint), s.external_no, s.title, s.category,
       CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_product AS s
WHERE NOT EXISTS (SELECT 1 FROM product AS p WHERE p.shop_id = CAST(@shop AS bigint) AND p.external_no = s.external_no)
