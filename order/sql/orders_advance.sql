-- Moves known orders on to what the file says. What was given back stays given back, and what lines add up to is added up later.
UPDATE orders SET status = coalesce(s.status, orders.status), status_rank = coalesce(s.status_rank, orders.status_rank),
       ordered_at = CASE WHEN m.timed THEN s.ordered_at ELSE orders.ordered_at END, paid_at = CASE WHEN m.timed THEN s.paid_at ELSE orders.paid_at END,
       local_day = m.local_day, local_hour = CASE WHEN m.timed THEN s.local_hour ELSE orders.local_hour END,
       void_day = CASE WHEN s.summed AND NOT s.whole AND s.status <> 'closed' THEN orders.void_day ELSE coalesce(s.void_day, orders.void_day) END,
       gross_minor = CASE WHEN s.summed THEN orders.gross_minor ELSE s.gross_minor END,
       gross_rule = CASE WHEN s.summed THEN orders.gross_rule ELSE 0 END,
       discount_minor = CASE WHEN s.status IS NULL THEN orders.discount_minor WHEN s.summed AND NOT s.whole AND s.discount_minor < orders.discount_minor THEN orders.discount_minor ELSE s.discount_minor END,
       postage_minor = CASE WHEN s.status IS NULL THEN orders.postage_minor WHEN s.summed AND NOT s.whole AND s.postage_minor < orders.postage_minor THEN orders.postage_minor ELSE s.postage_minor END,
       quantity = CASE WHEN orders.line_count = 0 AND s.quantity > 0 THEN s.quantity ELSE orders.quantity END,
       province = CASE WHEN s.province IS NULL AND s.city IS NULL THEN orders.province ELSE s.province END,
       city = CASE WHEN s.province IS NULL AND s.city IS NULL THEN orders.city ELSE s.city END,
       returned_minor = CASE WHEN coalesce(s.returned_minor, 0) > coalesce(orders.returned_minor, 0) THEN s.returned_minor ELSE orders.returned_minor END
FROM stage_order AS s JOIN stage_match AS m ON m.order_ix = s.order_ix
WHERE m.state = 2 AND orders.customer_id = m.customer_id AND orders.order_id = m.order_id
