-- Products whose number or title holds a text.
SELECT product_id, shop_id, external_no, title, coalesce(category, '') AS category
FROM product
WHERE (shop_id = CAST(@shop AS bigint) OR CAST(@shop AS bigint) = 0)
  AND (strpos(lower(title), lower(CAST(@text AS varchar))) > 0 OR strpos(lower(external_no), lower(CAST(@text AS varchar))) > 0)
ORDER BY title ASC NULLS LAST, product_id ASC NULLS LAST LIMIT CAST(@most AS bigint)
