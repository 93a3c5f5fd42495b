-- The staged details whose order is not there.
SELECT s.detail_ix FROM stage_detail AS s
WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.external_no)
ORDER BY s.detail_ix ASC NULLS LAST
