-- The merges that were not undone, the first one first.
SELECT merge_id, from_id, into_id, actor, reason, merged_at, filled, undone_at, coalesce(undone_by, '') AS undone_by
FROM customer_merge WHERE undone_at IS NULL ORDER BY merge_id ASC NULLS LAST
