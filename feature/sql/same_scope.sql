-- The snapshots that a new one of the same scope, day and definition replaces.
SELECT snapshot_id FROM feature_snapshot
WHERE shop_id = CAST(@shop AS bigint) AND as_of = CAST(@as_of AS date) AND definition = CAST(@definition AS integer)
ORDER BY snapshot_id ASC NULLS LAST
