-- Adds the lines of new orders.
INSERT INTO order_line (customer_id, order_id, line_no, shop_id, product_id, local_day, quantity, amount_minor, batch_id)
SELECT m.customer_id, m.order_id, l.line_no, CAST(@shop AS bigint), i.product_id, m.local_day, l.quantity, l.amount_minor, CAST(@batch AS bigint)
FROM stage_line AS l JOIN stage_match AS m ON m.order_ix = l.order_ix JOIN stage_item AS i ON i.product_ix = l.product_ix
WHERE m.state = 0
