-- Which of these numbers are customers.
SELECT customer_id FROM person
WHERE customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
ORDER BY customer_id ASC NULLS LAST
