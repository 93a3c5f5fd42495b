-- How many staged products are new.
SELECT count(*) AS missing FROM stage_ware AS s
WHERE NOT EXISTS (SELECT 1 FROM product AS p WHERE p.shop_id = CAST(@shop AS bigint) AND p.external_no = s.external_no)
