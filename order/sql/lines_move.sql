-- Moves the lines of orders whose day moved.
UPDATE order_line SET local_day = m.local_day
FROM stage_match AS m
WHERE m.state = 2 AND order_line.customer_id = m.customer_id AND order_line.order_id = m.order_id AND order_line.local_day <> m.local_day
