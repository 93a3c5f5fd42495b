-- The largest number of a customer who ordered; 0 without any.
SELECT coalesce(max(customer_id), 0) AS customer_id FROM purchase
