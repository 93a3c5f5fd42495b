-- Moves known orders on to what the file says. What was given back stays given back.
UPDATE orders SET status = s.status, status_rank = s.status_rank, ordered_at = s.ordered_at, paid_at = s.paid_at,
       local_day = s.local_day, local_hour = s.local_hour, void_day = coalesce(s.void_day, orders.void_day), gross_minor = s.gross_minor,
       discount_minor = s.discount_minor, postage_minor = s.postage_minor,
       returned_minor = CASE WHEN coalesce(s.returned_minor, 0) > coalesce(orders.returned_minor, 0) THEN s.returned_minor ELSE orders.returned_minor END
FROM stage_order AS s JOIN stage_match AS m ON m.order_ix = s.order_ix
WHERE m.state = 2 AND orders.customer_id = m.customer_id AND orders.order_id = m.order_id
