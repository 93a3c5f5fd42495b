-- The orders of which a file of refunds tells.
SELECT DISTINCT o.customer_id, o.order_id
FROM stage_back AS s JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.order_no
