-- The habits of snapshots that nobody needs any more.
DELETE FROM habit WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
