-- The published snapshot of a kind, scope and day that was computed from the same facts and settings.
SELECT snapshot_id, currency, baskets, watched, published_at
FROM product_snapshot
WHERE kind = @kind AND shop_id = CAST(@shop AS bigint) AND as_of = CAST(@as_of AS date) AND days = CAST(@days AS integer)
  AND setting = @setting AND order_version = CAST(@order_version AS bigint)
ORDER BY snapshot_id DESC NULLS LAST LIMIT 1
