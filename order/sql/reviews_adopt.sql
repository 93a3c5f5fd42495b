-- Gives reviews of orders that had no buyer to the buyer that the file names.
UPDATE review SET customer_id = m.owner_id
FROM stage_match AS m
WHERE m.owner_id IS NOT NULL AND review.customer_id = m.customer_id AND review.order_id = m.order_id
