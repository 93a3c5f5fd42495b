-- What is said of some customers.
SELECT s.customer_id, f.occasions, f.recency_days, f.tenure_days, s.alive, s.expected_orders, s.value_minor, s.next_day, s.next_early, s.next_late
FROM score AS s
JOIN customer_feature AS f ON f.customer_id = s.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
WHERE s.model_id = CAST(@model AS bigint) AND s.customer_id IN (SELECT unnest(CAST(@ids AS bigint[])))
ORDER BY s.customer_id ASC NULLS LAST
