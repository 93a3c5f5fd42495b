-- Gives what is told of orders that had no buyer to the buyer that the file names.
UPDATE order_detail SET customer_id = m.owner_id
FROM stage_match AS m
WHERE m.owner_id IS NOT NULL AND order_detail.customer_id = m.customer_id AND order_detail.order_id = m.order_id
