-- A page of customers by what they will bring, with what speaks for it.
SELECT s.customer_id, f.occasions, f.recency_days, f.tenure_days, s.alive, s.expected_orders, s.value_minor, s.next_day, s.next_early, s.next_late
FROM score AS s
JOIN customer_feature AS f ON f.customer_id = s.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
WHERE s.model_id = CAST(@model AS bigint)
ORDER BY s.value_minor DESC NULLS LAST, s.customer_id ASC NULLS LAST
LIMIT CAST(@limit AS bigint) OFFSET CAST(@offset AS bigint)
