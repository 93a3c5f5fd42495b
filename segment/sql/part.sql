-- Customers by the stage or the ladder in which they were.
SELECT customer_id, CASE WHEN CAST(@split AS varchar) = 'stage' THEN stage ELSE ladder END AS value
FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint)
