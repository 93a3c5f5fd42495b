-- The known orders of which a file of orders tells.
SELECT customer_id, order_id FROM stage_match WHERE state > 0
