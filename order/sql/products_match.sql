-- Notes the number of every staged product.
INSERT INTO stage_item (product_ix, product_id)
SELECT s.product_ix, p.product_id
FROM stage_product AS s JOIN product AS p ON p.shop_id = CAST(@shop AS bigint) AND p.external_no = s.external_no
