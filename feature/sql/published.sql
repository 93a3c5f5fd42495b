-- The published snapshot of a scope and day, if any.
SELECT snapshot_id, order_version, currency, customers, published_at FROM feature_snapshot
WHERE shop_id = @shop AND as_of = CAST(@as_of AS date) AND definition = @definition
ORDER BY snapshot_id DESC NULLS LAST LIMIT 1
