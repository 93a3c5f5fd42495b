-- Withdraws habits.
DELETE FROM habit_snapshot WHERE snapshot_id IN (SELECT unnest(CAST(@snapshots AS bigint[])))
