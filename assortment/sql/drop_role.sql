-- The rows of snapshots that nobody needs any more.
DELETE FROM product_role WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
