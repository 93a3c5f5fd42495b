-- The customers of a list with their stage in a snapshot; who is not in it has not bought.
SELECT m.customer_id, coalesce(f.stage, 'prospect') AS stage, f.stage_since
FROM member_of AS m
LEFT JOIN customer_feature AS f ON f.customer_id = m.customer_id AND f.snapshot_id = CAST(@snapshot AS bigint)
WHERE m.segment_id = CAST(@segment AS bigint)
