-- Adds the lines of known orders that had none, or guessed ones.
INSERT INTO order_line (customer_id, order_id, line_no, shop_id, product_id, local_day, quantity, amount_minor, batch_id)
SELECT e.customer_id, e.order_id, l.line_no, CAST(@shop AS bigint), i.product_id, e.local_day, l.quantity, l.amount_minor, CAST(@batch AS bigint)
FROM stage_edit AS e JOIN stage_line AS l ON l.order_ix = e.order_ix JOIN stage_item AS i ON i.product_ix = l.product_ix
WHERE e.way = 1 AND (l.line_no < 0) = e.guessed
