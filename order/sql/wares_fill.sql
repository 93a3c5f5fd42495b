-- Fills in what was not known of products; what is known stays. A product that has only its number has no title.
UPDATE product SET title = CASE WHEN product.title = product.external_no THEN coalesce(s.title, product.title) ELSE product.title END,
       category = coalesce(product.category, s.category), brand = coalesce(product.brand, s.brand)
FROM stage_ware AS s
WHERE product.shop_id = CAST(@shop AS bigint) AND product.external_no = s.external_no
  AND (product.title = product.external_no AND s.title <> product.external_no OR product.category IS NULL AND s.category IS NOT NULL
    OR product.brand IS NULL AND s.brand IS NOT NULL)
