-- The known orders that change.
SELECT customer_id, order_id FROM stage_match WHERE state = 2 OR state = 1 AND edited
