-- The merges into a customer, and into those who are that customer now, and that customer's own; the newest first.
SELECT merge_id, from_id, into_id, actor, reason, merged_at, filled, undone_at, coalesce(undone_by, '') AS undone_by
FROM customer_merge
WHERE into_id = CAST(@customer AS bigint) OR from_id = CAST(@customer AS bigint)
   OR into_id IN (SELECT customer_id FROM customer WHERE merged_into = CAST(@customer AS bigint))
ORDER BY merge_id DESC NULLS LAST
