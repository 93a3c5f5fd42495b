-- The rows of snapshots that nobody needs any more.
DELETE FROM dormancy WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
