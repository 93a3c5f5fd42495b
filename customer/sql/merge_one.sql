-- One merge.
SELECT merge_id, from_id, into_id, actor, reason, merged_at, filled, undone_at, coalesce(undone_by, '') AS undone_by
FROM customer_merge WHERE merge_id = CAST(@merge AS bigint)
