-- Gives those who turned out to be another visitor to the customer who that one is.
UPDATE visitor SET customer_id = w.customer_id
FROM (SELECT visitor_id, max(customer_id) AS customer_id FROM visitor WHERE customer_id > 0 GROUP BY visitor_id) AS w
WHERE visitor.customer_id < 0 AND w.visitor_id = -visitor.customer_id
