-- The rows of snapshots that nobody needs any more.
DELETE FROM dormancy_run WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
