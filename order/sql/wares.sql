-- The number of every staged product.
SELECT s.product_ix, p.product_id
FROM stage_ware AS s JOIN product AS p ON p.shop_id = CAST(@shop AS bigint) AND p.external_no = s.external_no
