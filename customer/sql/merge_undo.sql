-- Notes that a merge was undone.
UPDATE customer_merge SET undone_at = CAST(@at_time AS timestamptz), undone_by = @actor WHERE merge_id = CAST(@merge AS bigint)
