-- Gives products that had only their number the title that the file tells.
UPDATE product SET title = s.title, category = coalesce(product.category, s.category)
FROM stage_product AS s
WHERE product.shop_id = CAST(@shop AS bigint) AND product.external_no = s.external_no AND product.title = product.external_no AND s.title <> product.external_no
