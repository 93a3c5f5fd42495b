-- The rows of snapshots that nobody needs any more.
DELETE FROM consumption_member WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
