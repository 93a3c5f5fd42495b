-- Withdraws snapshots.
DELETE FROM feature_snapshot WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
