-- The published snapshot of a scope, day and definition that was computed from the facts of a version.
SELECT snapshot_id, currency, customers, published_at
FROM feature_snapshot
WHERE shop_id = CAST(@shop AS bigint) AND as_of = CAST(@as_of AS date) AND definition = CAST(@definition AS integer)
  AND order_version = CAST(@order_version AS bigint)
ORDER BY snapshot_id DESC NULLS LAST LIMIT 1
