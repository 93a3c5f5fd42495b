-- Gives refunds of orders that had no buyer to the buyer that the file names.
UPDATE refund SET customer_id = m.owner_id
FROM stage_match AS m
WHERE m.owner_id IS NOT NULL AND refund.customer_id = m.customer_id AND refund.order_id = m.order_id
