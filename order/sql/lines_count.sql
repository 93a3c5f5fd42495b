-- Notes on known orders how many lines and pieces they now have.
UPDATE orders SET line_count = s.line_count, quantity = s.quantity
FROM stage_order AS s JOIN stage_match AS m ON m.order_ix = s.order_ix
WHERE m.state > 0 AND m.add_lines AND orders.customer_id = m.customer_id AND orders.order_id = m.order_id
