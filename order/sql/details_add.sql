-- Adds what was not told of orders yet.
INSERT INTO order_detail (customer_id, order_id, shop_id, source, source_group, shipped_at, shipped_day, delivered_at, delivered_day, arrived_at, batch_id)
SELECT o.customer_id, o.order_id, o.shop_id, s.source, s.source_group, s.shipped_at, s.shipped_day, s.delivered_at, s.delivered_day,
       CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_detail AS s JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.external_no
WHERE NOT EXISTS (SELECT 1 FROM order_detail AS d WHERE d.customer_id = o.customer_id AND d.order_id = o.order_id)
