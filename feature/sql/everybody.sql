-- All customers of a snapshot.
SELECT customer_id FROM customer_feature WHERE snapshot_id = CAST(@snapshot AS bigint)
