-- The staged refunds of orders that are not there.
SELECT s.back_ix FROM stage_back AS s
WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.order_no)
ORDER BY s.back_ix ASC NULLS LAST
