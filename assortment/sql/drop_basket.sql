-- The rows of snapshots that nobody needs any more.
DELETE FROM product_basket WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
